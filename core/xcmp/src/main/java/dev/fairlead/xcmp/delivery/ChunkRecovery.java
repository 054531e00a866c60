package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.erasure.ErasureCode;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Step 4 of section 5.5: gets entries that nobody gives from the chunks of the candidate that sent
 * them. Any {@code k} of the session's validators are enough, whoever backed it. All that the
 * candidate sends is kept, for whomever it is (AM18).
 *
 * <pre>
 * lacked     → collecting   an old enough entry has failed at all other sources; few at once
 * collecting → collecting   a chunk is asked for, given, found good or forged; others in its place
 * collecting → rebuilding   k good chunks
 * collecting → paused       everybody has been asked
 * rebuilding → judging      the proof of validity is there
 * judging    → held         it is good: all that it sends is stored
 * rebuilding, judging → paused   the chunks belong to no proof, or the proof is wrong
 * paused     → collecting   time has come
 * any        → (gone)       the entry has come by another way, or is no longer wanted
 * </pre>
 */
final class ChunkRecovery {
  private final RelayView view;
  private final Groups groups;
  private final Connections connections;
  private final HeldEntries held;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final SequencedMap<Hash32, Recovery> recoveries = new LinkedHashMap<>(); // by candidate
  private final Map<Long, Asking> asking = new HashMap<>();
  private final Map<Long, Judging> judging = new HashMap<>();
  private final Map<Long, Hash32> rebuilding = new HashMap<>();

  ChunkRecovery(
      RelayView view,
      Groups groups,
      Connections connections,
      SendingValidator.Store store,
      Tickets tickets) {
    this.view = view;
    this.groups = groups;
    this.connections = connections;
    this.held = store.held();
    this.settings = store.settings();
    this.tickets = tickets;
  }

  private static final class Recovery {
    private final InFlight candidate;
    private final RelaySession session;
    private final Queue<Integer> next = new ArrayDeque<>(); // validators that are not asked yet
    private final SortedMap<Long, Chunk> good = new TreeMap<>();
    private int underWay; // chunks that are asked for or checked
    private boolean isRebuilding; // or judged
    private long notBeforeNanos;

    Recovery(InFlight candidate, RelaySession session) {
      this.candidate = candidate;
      this.session = session;
    }

    int validators() {
      return session.validators().size();
    }

    PeerId peer(int validator) {
      return new PeerId(session.validators().get(validator).peer());
    }
  }

  private record Asking(Hash32 candidate, PeerId peer, int validator) {}

  private record Judging(Hash32 candidate, PeerId peer, Chunk chunk) {}

  /**
   * Begins with what is lacked, or goes on.
   *
   * @param lacked entries that are wanted, in queue order; what is not among them is given up
   * @param isBeginning whether all other sources have failed for long enough
   */
  void consider(Moment moment, List<QueueEntry> lacked, boolean isBeginning) {
    Optional<RelayState> best = view.best();
    DeliverySettings.Chunks rules = settings.chunks();
    if (best.isEmpty() || !rules.isOn()) {
      return;
    }
    SequencedSet<Hash32> candidates = new LinkedHashSet<>();
    for (QueueEntry entry : lacked) {
      Hash32 candidate = entry.key().blockHash();
      candidates.add(candidate);
      Optional<RelaySession> session = best.get().session(entry.origin().session());
      if (isBeginning && session.isPresent() && recoveries.size() < rules.recoveriesMax()) {
        recoveries.computeIfAbsent(
            candidate, _ -> begun(moment, new Recovery(entry.origin().origin(), session.get())));
      }
    }
    recoveries.keySet().retainAll(candidates);
    advance(moment);
  }

  private Recovery begun(Moment moment, Recovery one) {
    List<Integer> order = new ArrayList<>();
    for (int validator = 0; validator < one.validators(); validator++) {
      order.add(validator);
    }
    one.next.clear();
    one.next.addAll(groups.inOwnOrder(order));
    one.next.removeIf(validator -> groups.isSelf(one.peer(validator)));
    one.good.clear();
    one.isRebuilding = false;
    one.notBeforeNanos = moment.nowNanos();
    return one;
  }

  /** Goes on with whatever can go on. */
  void advance(Moment moment) {
    for (Recovery one : recoveries.values()) {
      if (!one.isRebuilding && one.notBeforeNanos <= moment.nowNanos()) {
        advance(moment, one);
      }
    }
  }

  private void advance(Moment moment, Recovery one) {
    int threshold = ErasureCode.threshold(one.validators());
    if (one.good.size() >= threshold) {
      rebuild(moment, one);
      return;
    }
    while (one.good.size() + one.underWay < threshold
        && !one.next.isEmpty()
        && asking.size() < settings.chunks().underWayMax()) {
      int validator = one.next.remove();
      PeerId peer = one.peer(validator);
      PeerRequest request = new PeerRequest.FetchChunk(one.candidate.hash(), validator);
      one.underWay++;
      asking.put(
          connections.ask(moment, peer, request),
          new Asking(one.candidate.hash(), peer, validator));
    }
    if (one.underWay == 0 && one.next.isEmpty()) {
      pause(moment, one);
    }
  }

  private void pause(Moment moment, Recovery one) {
    begun(moment, one);
    one.notBeforeNanos = moment.nowNanos() + settings.chunks().awaitNanos();
  }

  private void rebuild(Moment moment, Recovery one) {
    one.isRebuilding = true;
    long ticket = tickets.next();
    rebuilding.put(ticket, one.candidate.hash());
    Hash32 root = one.candidate.candidate().erasureRoot();
    List<Chunk> chunks = List.copyOf(one.good.values());
    moment.emit(new NodeEffect.RecoverPov(ticket, root, one.validators(), chunks));
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Asking request = asking.remove(input.ticket());
    if (request == null) {
      return false;
    }
    Recovery one = recoveries.get(request.candidate());
    if (one != null) {
      boolean isGiven =
          input.response() instanceof PeerResponse.ChunkFound(Chunk chunk)
              && chunk.index() == request.validator();
      if (isGiven) {
        judge(moment, one, request, ((PeerResponse.ChunkFound) input.response()).chunk());
      } else {
        one.underWay--;
      }
    }
    advance(moment);
    return true;
  }

  private void judge(Moment moment, Recovery one, Asking request, Chunk chunk) {
    long ticket = tickets.next();
    judging.put(ticket, new Judging(request.candidate(), request.peer(), chunk));
    Hash32 root = one.candidate.candidate().erasureRoot();
    moment.emit(new NodeEffect.JudgeChunk(ticket, root, one.validators(), chunk));
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket, NodeInput.AskFailure cause) {
    Asking request = asking.remove(ticket);
    if (request == null) {
      return false;
    }
    if (cause == NodeInput.AskFailure.MALFORMED) {
      connections.blame(moment, request.peer(), NodeEffect.PeerFault.MALFORMED);
    }
    Recovery one = recoveries.get(request.candidate());
    if (one != null) {
      one.underWay--;
    }
    advance(moment);
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean chunkJudged(Moment moment, NodeInput.ChunkJudged input) {
    Judging chunk = judging.remove(input.ticket());
    if (chunk == null) {
      return false;
    }
    Recovery one = recoveries.get(chunk.candidate());
    if (one != null) {
      one.underWay--;
      if (input.isGood()) {
        one.good.put(chunk.chunk().index(), chunk.chunk());
      }
    }
    if (!input.isGood()) {
      connections.blame(moment, chunk.peer(), NodeEffect.PeerFault.INVALID_CHUNK);
    }
    advance(moment);
    return true;
  }

  /** Whether the ticket was one of this component. */
  boolean recovered(Moment moment, NodeInput.PovRecovered input) {
    Hash32 candidate = rebuilding.remove(input.ticket());
    Recovery one = candidate == null ? null : recoveries.get(candidate);
    if (one != null && input.pov().isPresent()) {
      long ticket = tickets.next();
      rebuilding.put(ticket, candidate);
      moment.emit(new NodeEffect.JudgePov(ticket, one.candidate.candidate(), input.pov().get()));
    } else if (one != null) {
      pause(moment, one);
    }
    return candidate != null;
  }

  /**
   * Keeps what a rebuilt proof sends.
   *
   * @return what is held now and was not before; absent if the ticket is not of this component
   */
  Optional<List<EntryId>> judged(Moment moment, NodeInput.PovJudged input) {
    Hash32 candidate = rebuilding.remove(input.ticket());
    if (candidate == null) {
      return Optional.empty();
    }
    Recovery one = recoveries.get(candidate);
    if (input.outgoing().isEmpty()) {
      if (one != null) {
        pause(moment, one);
      }
      return Optional.of(List.of());
    }
    recoveries.remove(candidate);
    List<EntryId> fresh = keep(moment, candidate, input.outgoing().get());
    advance(moment);
    return Optional.of(fresh);
  }

  private List<EntryId> keep(Moment moment, Hash32 candidate, List<Item> outgoing) {
    long bestBlock = view.best().map(RelayState::number).orElse(0L);
    List<Item> kept = new ArrayList<>();
    for (Item item : outgoing) {
      Invariants.require(
          item.id().isPipelined() && item.id().blockHash().equals(candidate),
          () -> "an item of " + candidate + " is named " + item.id());
      if (held.add(item.id(), item.body().size(), bestBlock)) {
        kept.add(item);
      }
    }
    if (!kept.isEmpty()) {
      moment.emit(new NodeEffect.StoreItems(kept));
    }
    return kept.stream().map(Item::id).toList();
  }

  /** When {@link #advance} must be called; MAX_VALUE if nothing pauses. */
  long nextDeadlineNanos() {
    long next = Long.MAX_VALUE;
    for (Recovery one : recoveries.values()) {
      boolean isPaused = !one.isRebuilding && one.underWay == 0 && one.good.isEmpty();
      if (isPaused && asking.size() < settings.chunks().underWayMax()) {
        next = Math.min(next, one.notBeforeNanos);
      }
    }
    return next;
  }
}
