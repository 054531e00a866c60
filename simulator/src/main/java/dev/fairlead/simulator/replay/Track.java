package dev.fairlead.simulator.replay;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.world.Place;
import dev.fairlead.simulator.world.When;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one candidate of the sender has sent through the channel, and what became of it. */
final class Track {
  private final long relayParent;
  private final List<LifeStep> steps = new ArrayList<>();
  private final List<BlockRef> inclusions = new ArrayList<>();
  private final List<BlockRef> acks = new ArrayList<>();
  private final Set<PeerId> backers = new HashSet<>();
  private final Set<PeerId> keepers = new HashSet<>();
  private Optional<BlockRef> included = Optional.empty();
  private Optional<BlockRef> acked = Optional.empty();
  private boolean isFinal;

  Track(long relayParent) {
    this.relayParent = relayParent;
  }

  void add(When when, BlockRef head, LifeFact fact) {
    steps.add(new LifeStep(when, head, fact));
  }

  void backed(Set<PeerId> group) {
    backers.addAll(group);
  }

  /** Whether the node had not kept it before. */
  boolean isNewKeeper(PeerId node) {
    return keepers.add(node);
  }

  void includedIn(BlockRef block) {
    inclusions.add(block);
  }

  void ackedIn(BlockRef block) {
    acks.add(block);
  }

  /** The block in which it is an entry of the queue on the fork of a later block. */
  Optional<BlockRef> inclusionBefore(BlockRef block, ForkView forks) {
    return inclusions.stream().filter(one -> forks.isOnForkOf(one, block)).findFirst();
  }

  /** The head has moved: what is true of it on the best fork now? */
  void moved(When when, BlockRef head, ForkView forks) {
    if (isFinal) {
      return;
    }
    Optional<BlockRef> nowIncluded = inclusions.stream().filter(forks::isBest).findFirst();
    Optional<BlockRef> nowAcked = acks.stream().filter(forks::isBest).findFirst();
    if (!acked.equals(nowAcked)) {
      acked.ifPresent(block -> add(when, head, new LifeFact.AckTakenBack(block)));
    }
    if (!included.equals(nowIncluded)) {
      included.ifPresent(block -> add(when, head, new LifeFact.DroppedWithFork(block)));
      nowIncluded.ifPresent(block -> add(when, head, new LifeFact.Included(block)));
    }
    if (!acked.equals(nowAcked)) {
      nowAcked.ifPresent(block -> add(when, head, new LifeFact.Acked(block)));
    }
    included = nowIncluded;
    acked = nowAcked;
  }

  void finalized(When when, BlockRef head, BlockRef newest) {
    Optional<BlockRef> settled = acked.filter(block -> block.number() <= newest.number());
    if (!isFinal && settled.isPresent()) {
      isFinal = true;
      add(when, head, new LifeFact.AckFinal(settled.get()));
    }
  }

  boolean wasIncludedIn(long block) {
    return inclusions.stream().anyMatch(one -> one.number() == block);
  }

  boolean isOlderThan(long block) {
    return relayParent < block;
  }

  /** The steps so far; who has backed it is known only after they have kept it. */
  List<LifeStep> story() {
    Map<LifeFact.Part, Integer> counts = new EnumMap<>(LifeFact.Part.class);
    List<LifeStep> story = new ArrayList<>();
    for (LifeStep step : steps) {
      LifeFact fact = step.fact();
      if (fact instanceof LifeFact.BodyKept(Place node, LifeFact.Part seenAs, int _)) {
        boolean isBacker = node.role() == Role.VALIDATOR && backers.contains(node.peer());
        LifeFact.Part part = isBacker ? LifeFact.Part.SENDING_GROUP : seenAs;
        fact = new LifeFact.BodyKept(node, part, counts.merge(part, 1, Integer::sum));
      }
      story.add(new LifeStep(step.when(), step.head(), fact));
    }
    return story;
  }
}
