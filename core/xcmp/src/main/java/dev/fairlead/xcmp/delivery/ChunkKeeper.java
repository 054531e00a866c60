package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Gets a validator's own chunk of each backed candidate, keeps it, and signs that it does (AM18,
 * AM23). The chunk is on disk before the statement.
 *
 * <pre>
 * backed   → missing   the validator is one of the candidate's session
 * missing  → judging   a peer has pushed the chunk
 * missing  → asking    it has been awaited long enough: the backers in turn, then a pause
 * asking   → judging   given
 * asking   → missing   refused or failed: the next backer
 * judging  → held      good: stored, AVAILABLE is said
 * judging  → missing   wrong: the peer is blamed
 * missing  → held      the node has made it itself
 * missing  → (gone)    the candidate can no longer become available
 * </pre>
 */
final class ChunkKeeper {
  private final Groups groups;
  private final Connections connections;
  private final DeliverySettings settings;
  private final Tickets tickets;
  private final HeldChunks held = new HeldChunks();
  private final SequencedMap<Hash32, Missing> missing = new LinkedHashMap<>();
  private final Map<Long, Asking> asking = new HashMap<>();
  private final Map<Long, Judging> judging = new HashMap<>();
  private long bestBlock;

  ChunkKeeper(Groups groups, Connections connections, DeliverySettings settings, Tickets tickets) {
    this.groups = groups;
    this.connections = connections;
    this.settings = settings;
    this.tickets = tickets;
  }

  private static final class Missing {
    private final BackedCandidate candidate;
    private long notBeforeNanos;
    private int attempt;
    private boolean isAsking;
    private boolean isJudging;

    Missing(BackedCandidate candidate, long notBeforeNanos) {
      this.candidate = candidate;
      this.notBeforeNanos = notBeforeNanos;
    }
  }

  private record Asking(Hash32 candidate, PeerId peer) {}

  private record Judging(Hash32 candidate, Chunk chunk, PeerId peer, Optional<Long> pushed) {}

  HeldChunks held() {
    return held;
  }

  boolean isMissing(Hash32 candidate) {
    return missing.containsKey(candidate);
  }

  /** A block has backed it. Said again if it is held already: the word may have been lost. */
  void backed(Moment moment, BackedCandidate candidate) {
    if (held.holds(candidate.hash())) {
      say(moment, candidate);
    } else {
      long awaitUntil = moment.nowNanos() + settings.chunks().awaitNanos();
      missing.putIfAbsent(candidate.hash(), new Missing(candidate, awaitUntil));
    }
  }

  private static void say(Moment moment, BackedCandidate candidate) {
    moment.emit(
        new NodeEffect.State(
            candidate.hash(),
            candidate.origin().candidate(),
            Notification.StatementKind.AVAILABLE));
  }

  /** Another best block: what is too late now is given up. */
  void moved(RelayState best) {
    bestBlock = best.number();
    int blocks = best.settings().candidates().availabilityBlocks();
    missing
        .values()
        .removeIf(one -> one.candidate.origin().backedIn() + blocks < bestBlock && !one.isJudging);
  }

  /** The node has made its chunk from the proof of validity. */
  void made(Moment moment, ChunkSpreader.Own own) {
    Missing one = missing.remove(own.candidate().hash());
    if (one != null) {
      keep(moment, one.candidate, own.chunk());
    }
  }

  private void keep(Moment moment, BackedCandidate candidate, Chunk chunk) {
    if (held.bytes() + chunk.bytes().size() <= settings.chunks().bytesMax()) {
      held.add(candidate.hash(), chunk.bytes().size(), bestBlock);
      moment.emit(new NodeEffect.StoreChunk(candidate.hash(), chunk));
      say(moment, candidate);
    }
  }

  void pushed(Moment moment, NodeInput.Asked asked, PeerRequest.PushChunk push) {
    Missing one = missing.get(push.candidate());
    Chunk chunk = push.chunk();
    if (held.holds(push.candidate())) {
      answer(moment, asked.peer(), asked.ticket(), new PeerResponse.Taken());
    } else if (one == null) { // its block may be on the way
      refuse(moment, asked, ErrorCode.UNKNOWN_RELAY_BLOCK, true);
    } else if (chunk.index() != one.candidate.index()) {
      refuse(moment, asked, ErrorCode.REFUSED, false);
    } else if (held.bytes() + chunk.bytes().size() > settings.chunks().bytesMax()) {
      refuse(moment, asked, ErrorCode.STORE_FULL, false);
    } else if (one.isJudging) {
      refuse(moment, asked, ErrorCode.BUSY, true);
    } else {
      Optional<Long> pushed = Optional.of(asked.ticket());
      judge(moment, one, new Judging(push.candidate(), chunk, asked.peer(), pushed));
    }
  }

  private void refuse(Moment moment, NodeInput.Asked asked, ErrorCode code, boolean isLater) {
    answer(moment, asked.peer(), asked.ticket(), refusal(code, isLater));
  }

  private PeerResponse refusal(ErrorCode code, boolean isLater) {
    long retryMillis = isLater ? settings.timing().retryNanos() / 1_000_000 : 0;
    return new PeerResponse.Refusal(code, retryMillis, Optional.empty());
  }

  private static void answer(Moment moment, PeerId peer, long ticket, PeerResponse response) {
    moment.emit(new NodeEffect.Answer(peer, ticket, response));
  }

  private void judge(Moment moment, Missing one, Judging chunk) {
    one.isJudging = true;
    long ticket = tickets.next();
    judging.put(ticket, chunk);
    BackedCandidate candidate = one.candidate;
    moment.emit(
        new NodeEffect.JudgeChunk(
            ticket, candidate.erasureRoot(), candidate.validators(), chunk.chunk()));
  }

  /** Whether the ticket was one of this component. */
  boolean judged(Moment moment, NodeInput.ChunkJudged input) {
    Judging chunk = judging.remove(input.ticket());
    if (chunk == null) {
      return false;
    }
    Missing one = missing.get(chunk.candidate());
    if (!input.isGood()) {
      chunk
          .pushed()
          .ifPresent(
              ticket -> answer(moment, chunk.peer(), ticket, refusal(ErrorCode.REFUSED, false)));
      connections.blame(moment, chunk.peer(), NodeEffect.PeerFault.INVALID_CHUNK);
      if (one != null) {
        one.isJudging = false;
        ask(moment);
      }
      return true;
    }
    if (one != null) { // else the node has made it meanwhile
      missing.remove(chunk.candidate());
      keep(moment, one.candidate, chunk.chunk());
    }
    chunk
        .pushed()
        .ifPresent(ticket -> answer(moment, chunk.peer(), ticket, new PeerResponse.Taken()));
    return true;
  }

  /** Asks backers for what was not pushed in time. */
  void ask(Moment moment) {
    for (Missing one : missing.values()) {
      boolean isDue = one.notBeforeNanos <= moment.nowNanos() && !one.isAsking && !one.isJudging;
      if (isDue && asking.size() < settings.chunks().underWayMax()) {
        ask(moment, one);
      }
    }
  }

  private void ask(Moment moment, Missing one) {
    BackedCandidate candidate = one.candidate;
    PeerId self = candidate.peer(candidate.index());
    List<PeerId> backers = candidate.backers().stream().filter(peer -> !peer.equals(self)).toList();
    if (one.attempt >= backers.size()) {
      one.attempt = 0;
      one.notBeforeNanos = moment.nowNanos() + settings.chunks().awaitNanos();
      return;
    }
    PeerId peer = groups.inDialOrder(backers).get(one.attempt++);
    PeerRequest request = new PeerRequest.FetchChunk(candidate.hash(), candidate.index());
    one.isAsking = true;
    asking.put(connections.ask(moment, peer, request), new Asking(candidate.hash(), peer));
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    Asking request = asking.remove(input.ticket());
    if (request == null) {
      return false;
    }
    Missing one = missing.get(request.candidate());
    if (one != null) {
      one.isAsking = false;
      boolean isGiven =
          input.response() instanceof PeerResponse.ChunkFound(Chunk chunk)
              && chunk.index() == one.candidate.index();
      if (isGiven && !one.isJudging) {
        Chunk chunk = ((PeerResponse.ChunkFound) input.response()).chunk();
        judge(
            moment, one, new Judging(request.candidate(), chunk, request.peer(), Optional.empty()));
      }
    }
    ask(moment);
    return true;
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
    Missing one = missing.get(request.candidate());
    if (one != null) {
      one.isAsking = false;
    }
    ask(moment);
    return true;
  }

  /** When {@link #ask} must be called; MAX_VALUE if nothing is awaited. */
  long nextDeadlineNanos() {
    long next = Long.MAX_VALUE;
    if (asking.size() >= settings.chunks().underWayMax()) {
      return next; // an answer goes before
    }
    for (Missing one : missing.values()) {
      if (!one.isAsking && !one.isJudging) {
        next = Math.min(next, one.notBeforeNanos);
      }
    }
    return next;
  }
}
