package dev.fairlead.simulator.replay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.simulator.relay.ImportedBlock;
import dev.fairlead.simulator.world.Onlooker;
import dev.fairlead.simulator.world.Place;
import dev.fairlead.simulator.world.When;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Follows one message through a world: what a channel carries in one relay block. Forks may carry
 * several under that name, one per candidate. To be shown the world from its beginning. Owned by
 * the world's thread.
 */
public final class MessageLife implements Onlooker {
  private static final int BLOCKS_UNSETTLED_MAX = 64;

  private final ChannelId channel;
  private final long block;
  private final Outboxes outboxes;
  private final ForkView forks = new ForkView();
  private final SequencedMap<Hash32, Track> tracks = new LinkedHashMap<>(); // by candidate
  private final NavigableSet<Long> sentIn = new TreeSet<>();
  private Optional<RelayState> best = Optional.empty();

  /** Follows what the channel carries in the relay block of this number. */
  public MessageLife(ChannelId channel, long block) {
    this.channel = channel;
    this.block = block;
    this.outboxes = new Outboxes(channel);
  }

  /**
   * One message that bears the name.
   *
   * @param candidate that carries it
   * @param steps in the order of time
   */
  public record Story(Hash32 candidate, List<LifeStep> steps) {
    /** Copies the list. */
    public Story {
      steps = List.copyOf(steps);
    }
  }

  /** What bears the name; empty if nothing was sent there, on any fork. */
  public List<Story> stories() {
    return tracks.entrySet().stream()
        .filter(one -> one.getValue().wasIncludedIn(block))
        .map(one -> new Story(one.getKey(), one.getValue().story()))
        .toList();
  }

  /** The relay blocks nearest to the one asked for that carry something of the channel. */
  public List<Long> neighbours() {
    NavigableSet<Long> near = new TreeSet<>();
    Optional.ofNullable(sentIn.floor(block)).ifPresent(near::add);
    Optional.ofNullable(sentIn.ceiling(block)).ifPresent(near::add);
    return List.copyOf(near);
  }

  @Override
  public void built(When when, Place collator, KnownBlock built) {
    Candidate candidate = built.candidate();
    if (best.isEmpty() || !candidate.para().equals(channel.sender())) {
      return;
    }
    Outboxes.Waiting since = outboxes.built(when, head(), built);
    for (PovVerdict.Sent sent : built.outcome().sent()) {
      Hash32 hash = candidate.hash(best.get().settings().genesis());
      if (sent.message().channel().equals(channel) && !tracks.containsKey(hash)) {
        Track track = new Track(candidate.commitments().relayParentNumber());
        long number = built.outcome().header().number();
        track.add(since.when(), since.head(), new LifeFact.Queued(since.paraBlock()));
        track.add(
            when, head(), new LifeFact.Committed(collator, number, sent.message().bodyBytes()));
        tracks.put(hash, track);
      }
    }
  }

  @Override
  public void kept(When when, Place node, List<Item> items) {
    for (Item item : items) {
      Track track = tracks.get(item.id().blockHash());
      boolean isOurs = item.id().channel().equals(channel);
      if (isOurs && track != null && track.isNewKeeper(node.peer())) {
        track.add(when, head(), new LifeFact.BodyKept(node, part(node), 0));
      }
    }
  }

  private LifeFact.Part part(Place node) {
    if (node.para().equals(Optional.of(channel.sender()))) {
      return LifeFact.Part.SENDING_COLLATOR;
    }
    if (node.para().equals(Optional.of(channel.recipient()))) {
      return LifeFact.Part.RECEIVING_COLLATOR;
    }
    boolean isReceiver =
        best.filter(state ->
                DeliveryStrategy.receivers(state, channel.recipient()).contains(node.peer()))
            .isPresent();
    return isReceiver ? LifeFact.Part.RECEIVING_GROUP : LifeFact.Part.OTHER;
  }

  @Override
  public void imported(When when, ImportedBlock imported) {
    BlockRef ref = imported.state().ref();
    forks.add(ref, imported.parent(), imported.isBest());
    if (imported.isBest()) {
      best = Optional.of(imported.state());
    }
    for (RelayEvent event : imported.events()) {
      happened(when, imported.state(), event);
    }
    if (imported.isBest()) {
      tracks.values().forEach(track -> track.moved(when, ref, forks));
    }
  }

  private void happened(When when, RelayState state, RelayEvent event) {
    BlockRef ref = state.ref();
    switch (event) {
      case RelayEvent.CandidateBacked(Hash32 candidate, var _, int group)
          when tracks.containsKey(candidate) -> {
        Track track = track(candidate);
        track.backed(members(state.session(), group));
        track.add(when, head(), new LifeFact.Backed(ref, group));
      }
      case RelayEvent.CandidateDropped(Hash32 candidate, var _, var cause)
          when tracks.containsKey(candidate) ->
          track(candidate).add(when, head(), new LifeFact.CandidateDropped(ref, cause));
      case RelayEvent.CandidateEnacted(Hash32 candidate, var _)
          when tracks.containsKey(candidate) -> {
        track(candidate).includedIn(ref);
        sentIn.add(ref.number());
      }
      case RelayEvent.WatermarkAdvanced(var para, var _, var _, List<Watermark> acknowledged)
          when para.equals(channel.recipient()) ->
          acknowledged.forEach(entry -> entered(ref, entry, track -> track.ackedIn(ref)));
      case RelayEvent.BodyPosted(var para, Watermark entry, long _)
          when para.equals(channel.recipient()) ->
          entered(ref, entry, track -> track.add(when, head(), new LifeFact.Posted(ref)));
      default -> {}
    }
  }

  private Track track(Hash32 candidate) {
    return Objects.requireNonNull(tracks.get(candidate));
  }

  /** What a block says of an entry holds for the candidate that its own fork has included. */
  private void entered(BlockRef ref, Watermark entry, Consumer<Track> then) {
    if (!entry.para().equals(channel.sender())) {
      return;
    }
    for (Track track : tracks.values()) {
      Optional<BlockRef> inclusion = track.inclusionBefore(ref, forks);
      if (inclusion.filter(one -> one.number() == entry.block()).isPresent()) {
        then.accept(track);
      }
    }
  }

  private static Set<PeerId> members(RelaySession session, int group) {
    return session.members(group).stream()
        .map(member -> new PeerId(session.validators().get(member).peer()))
        .collect(Collectors.toSet());
  }

  @Override
  public void finalized(When when, BlockRef newest) {
    tracks.values().forEach(track -> track.finalized(when, head(), newest));
    forks.finalized(newest);
    tracks
        .values()
        .removeIf(track ->
            track.isOlderThan(newest.number() - BLOCKS_UNSETTLED_MAX)
                && !track.wasIncludedIn(block));
  }

  private BlockRef head() {
    return best.orElseThrow().ref();
  }
}
