package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.BlockVerdict;
import dev.fairlead.opstack.rules.Round;
import dev.fairlead.opstack.rules.RoundJudge;
import dev.fairlead.opstack.rules.RoundVerdict;
import dev.fairlead.opstack.rules.SourceView;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The next blocks of several chains that depend on each other because they have the same timestamp:
 * one block and, transitively, the same-timestamp blocks that it refers to and that are next on
 * their chains. They are judged, and promoted, together.
 */
final class HazardSet {
  private final LaneTable lanes;
  private final SortedMap<ChainId, SealedBlock> blocks = new TreeMap<>();
  private final long timestamp;

  /** Collects the set of a chain's next block. */
  HazardSet(ChainId chain, SealedBlock block, LaneTable lanes) {
    this.lanes = lanes;
    this.timestamp = block.seal().timestamp();
    blocks.put(chain, block);
    ArrayDeque<SealedBlock> open = new ArrayDeque<>(List.of(block));
    while (!open.isEmpty()) {
      for (MessageReference reference : open.remove().references()) {
        hazard(reference)
            .ifPresent(other -> {
              blocks.put(reference.chain(), other);
              open.add(other);
            });
      }
    }
  }

  private Optional<SealedBlock> hazard(MessageReference reference) {
    ChainId chain = reference.chain();
    if (reference.timestamp() != timestamp || blocks.containsKey(chain)) {
      return Optional.empty();
    }
    return lanes
        .find(chain)
        .filter(lane -> lane.nextNumber() == reference.position().blockNumber())
        .flatMap(lane -> lane.next(lanes.log(chain)).filter(next -> !isDenied(lane, next)))
        .filter(next -> next.seal().timestamp() == timestamp);
  }

  private static boolean isDenied(ChainLane lane, SealedBlock block) {
    return lane.isDenied(block.seal().ref());
  }

  SortedMap<ChainId, SealedBlock> blocks() {
    return blocks;
  }

  RoundVerdict judge(RoundJudge judge, SourceView sources) {
    return judge.judge(new Round(timestamp, blocks), sources);
  }

  /**
   * The blocks that become cross-unsafe together: the largest subset of valid blocks that depends
   * on nothing but itself and cross-unsafe blocks.
   */
  SortedMap<ChainId, SealedBlock> promotable(RoundVerdict verdict) {
    SortedMap<ChainId, SealedBlock> promotable = new TreeMap<>(blocks);
    promotable.keySet().removeIf(chain -> !isValid(verdict.verdict(chain)));
    boolean hasShrunk = true;
    while (hasShrunk) {
      hasShrunk = promotable.values().removeIf(block -> !waitsFor(block, promotable).isEmpty());
    }
    return promotable;
  }

  private static boolean isValid(BlockVerdict verdict) {
    return verdict instanceof BlockVerdict.Valid;
  }

  /** The levels that a block waits for if those blocks were promoted with it. */
  List<Awaited> waitsFor(SealedBlock block, Map<ChainId, SealedBlock> together) {
    Set<Awaited> awaited = new LinkedHashSet<>();
    for (MessageReference reference : block.references()) {
      ChainId chain = reference.chain();
      long number = reference.position().blockNumber();
      boolean isCovered = lanes.find(chain).filter(lane -> lane.covers(number)).isPresent();
      SealedBlock partner = together.get(chain);
      if (!isCovered && (partner == null || partner.seal().number() != number)) {
        awaited.add(new Awaited.Level(chain, number, SafetyLevel.CROSS_UNSAFE));
      }
    }
    return List.copyOf(awaited);
  }

  /** The chains that a block refers to and that have not provably reached its time. */
  Set<ChainId> openSources(SealedBlock block, SourceView sources) {
    Set<ChainId> open = new TreeSet<>();
    for (MessageReference reference : block.references()) {
      if (!sources.isCompleteAt(reference.chain(), timestamp)) {
        open.add(reference.chain());
      }
    }
    return open;
  }

  /** What holds a block that is not promoted. */
  Frontier held(
      ChainId chain, SealedBlock block, RoundVerdict verdict, Map<ChainId, SealedBlock> together) {
    BlockRef ref = block.seal().ref();
    return switch (verdict.verdict(chain)) {
      case BlockVerdict.Invalid invalid -> new Frontier.Invalid(invalid.of(chain, block.seal()));
      case BlockVerdict.NotEnoughHistory lacking ->
          new Frontier.LacksHistory(
              ref, lacking.missing().stream().map(one -> one.missing()).distinct().toList());
      case BlockVerdict.NotYet(List<Awaited> awaited) ->
          new Frontier.Waiting(ref, awaited.stream().distinct().toList());
      case BlockVerdict.Valid() -> new Frontier.Waiting(ref, waitsFor(block, together));
    };
  }
}
