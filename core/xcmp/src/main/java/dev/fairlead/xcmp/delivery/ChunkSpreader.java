package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Hands the chunks of what the own group has backed to the other validators (AM18): each member its
 * share, so that no chunk goes out twice. Who misses its chunk asks for it, so nothing is tried for
 * long.
 *
 * <pre>
 * backed   → coding    the proof of validity is here
 * coding   → queued    the chunks of the share are made
 * queued   → handing   fewer than so many are under way
 * handing  → queued    told to wait, three times
 * handing  → (gone)    taken, refused or failed
 * </pre>
 */
final class ChunkSpreader {
  private static final int WAITS_MAX = 3;

  private final Connections connections;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final Function<Hash32, Optional<Bytes>> povs;
  private final SequencedMap<Hash32, BackedCandidate> backed = new LinkedHashMap<>();
  private final Map<Long, BackedCandidate> coding = new HashMap<>();
  private final Queue<Handing> queued = new ArrayDeque<>();
  private final Map<Long, Handing> handing = new HashMap<>();
  private final List<Later> later = new ArrayList<>();

  /**
   * A spreader without work.
   *
   * @param povs proofs of validity that this node has judged good lately, by candidate
   */
  ChunkSpreader(
      Connections connections,
      DeliverySettings settings,
      Tickets tickets,
      Function<Hash32, Optional<Bytes>> povs) {
    this.connections = connections;
    this.settings = settings;
    this.tickets = tickets;
    this.povs = povs;
  }

  private record Handing(Hash32 candidate, PeerId peer, Chunk chunk, int waits) {}

  private record Later(long atNanos, Handing handing) {}

  /**
   * A chunk of this node's own.
   *
   * @param candidate whose proof of validity was coded
   */
  record Own(BackedCandidate candidate, Chunk chunk) {}

  /** The own group has backed it; each candidate is named once. */
  void backed(Moment moment, BackedCandidate candidate) {
    backed.putLast(candidate.hash(), candidate);
    consider(moment);
  }

  /** Forgets what has not begun in all the time that a candidate may be in flight. */
  void forgetBackedBefore(long block) {
    backed.values().removeIf(one -> one.origin().backedIn() < block);
  }

  /** Begins with candidates whose proof of validity is here. */
  void consider(Moment moment) {
    for (BackedCandidate one : List.copyOf(backed.values())) {
      Optional<Bytes> pov = povs.apply(one.hash());
      if (pov.isPresent()) {
        backed.remove(one.hash());
        List<Integer> indexes = new ArrayList<>(List.of(one.index()));
        indexes.addAll(one.share());
        long ticket = tickets.next();
        coding.put(ticket, one);
        moment.emit(
            new NodeEffect.CodePov(ticket, one.hash(), one.validators(), pov.get(), indexes));
      }
    }
  }

  /** The own chunk; absent if the ticket was not one of this component. */
  Optional<Own> coded(Moment moment, NodeInput.PovCoded input) {
    BackedCandidate one = coding.remove(input.ticket());
    if (one == null) {
      return Optional.empty();
    }
    for (Chunk chunk : input.chunks().subList(1, input.chunks().size())) {
      queued.add(new Handing(one.hash(), one.peer(chunk.index()), chunk, WAITS_MAX));
    }
    hand(moment);
    return Optional.of(new Own(one, input.chunks().getFirst()));
  }

  private void hand(Moment moment) {
    while (handing.size() < settings.chunks().underWayMax() && !queued.isEmpty()) {
      Handing next = queued.remove();
      PeerRequest request = new PeerRequest.PushChunk(next.candidate(), next.chunk());
      handing.put(connections.ask(moment, next.peer(), request), next);
    }
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Handing one = handing.remove(input.ticket());
    if (one == null) {
      return false;
    }
    boolean isLater =
        input.response() instanceof PeerResponse.Refusal refusal
            && refusal.retryAfterMillis() > 0
            && one.waits() > 0;
    if (isLater) {
      Handing again = new Handing(one.candidate(), one.peer(), one.chunk(), one.waits() - 1);
      later.add(new Later(moment.nowNanos() + settings.timing().retryNanos(), again));
    }
    hand(moment);
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket) {
    boolean isOwn = handing.remove(ticket) != null;
    if (isOwn) {
      hand(moment);
    }
    return isOwn;
  }

  /** Hands again what time has come for. */
  void elapsed(Moment moment) {
    List<Later> due = later.stream().filter(one -> one.atNanos() <= moment.nowNanos()).toList();
    later.removeAll(due);
    due.forEach(one -> queued.add(one.handing()));
    hand(moment);
  }

  /** When {@link #elapsed} must be called; MAX_VALUE if nothing waits. */
  long nextDeadlineNanos() {
    return later.stream().mapToLong(Later::atNanos).min().orElse(Long.MAX_VALUE);
  }
}
