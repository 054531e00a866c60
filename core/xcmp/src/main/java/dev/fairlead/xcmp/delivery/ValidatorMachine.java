package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.judge.Standing;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import java.util.List;
import java.util.Optional;

/**
 * A validator of the relay chain as far as bodies are concerned: it takes candidates for the group
 * that it is in, keeps what they send, and serves it to whoever asks.
 *
 * <pre>
 * Asked(Submit), Asked(FetchPov), PovJudged, CandidateBacked → {@link SendingValidator}
 * Asked(Fetch), Asked(Queue), ItemsLoaded                    → {@link EntryServer}
 * BlockImported (best), what validators ask, ItemsJudged     → {@link EntryExchange}
 * BlockImported (best)                                       → {@link CollatorJudge}
 * CandidateBacked, Asked(PushChunk), Asked(FetchChunk)       → {@link ChunkDuty}
 * BlockImported (best), PovJudged, ItemsLoaded               → {@link CollatorFeed}
 * HeadFinalized                                              → {@link Retention}
 * </pre>
 */
public final class ValidatorMachine implements Machine<NodeInput, NodeEffect> {
  private final DeliverySettings settings;
  private final boolean isAsked; // by collators for entries
  private final Groups groups;
  private final RelayView view = new RelayView();
  private final HeldEntries held = new HeldEntries();
  private final Connections connections;
  private final CollatorJudge judge;
  private final CollatorFeed feeding;
  private final EntryServer server;
  private final SendingValidator sending;
  private final EntryExchange exchange;
  private final ChunkDuty chunks;
  private final Retention retention;

  /** A validator of a network that uses the default strategy. */
  public ValidatorMachine(PeerId self, DeliverySettings settings) {
    this(self, new DeliveryStrategy.Sending(), settings);
  }

  /**
   * A validator that keeps nothing yet.
   *
   * @param self its identity on the network, as relay sessions name it
   * @param strategy that of all nodes of the network
   */
  public ValidatorMachine(PeerId self, DeliveryStrategy strategy, DeliverySettings settings) {
    this.settings = settings;
    this.isAsked = strategy.usesValidators();
    Tickets tickets = new Tickets();
    SendingValidator.Store store = new SendingValidator.Store(held, settings);
    this.connections = new Connections(tickets, settings);
    this.groups = new Groups(self);
    this.sending = new SendingValidator(view, groups, connections, store, tickets);
    NodeParts parts = new NodeParts(view, groups, connections, store, tickets);
    this.judge = new CollatorJudge(settings.judging(), view, connections);
    this.feeding = new CollatorFeed(parts, judge);
    this.exchange = new EntryExchange(strategy, parts, new CollatorNews(parts, feeding), judge);
    this.server = new EntryServer(view, store, tickets, exchange::isExpected, judge, connections);
    this.chunks = new ChunkDuty(parts, sending::pov);
    this.retention = new Retention(store);
  }

  /**
   * What a validator is doing.
   *
   * @param peers connected
   * @param itemsHeld kept items
   * @param bytesHeld their bodies
   * @param candidates checked lately
   * @param chunksHeld of candidates that this or another group has backed
   * @param requestsUnderWay answers that wait for the store
   * @param blocksKnown relay blocks
   * @param blacklisted collators that are overdue, first blamed first
   */
  public record Snapshot(
      List<PeerId> peers,
      int itemsHeld,
      long bytesHeld,
      int candidates,
      int chunksHeld,
      int requestsUnderWay,
      int blocksKnown,
      List<PeerId> blacklisted) {
    /** Copies the lists. */
    public Snapshot {
      peers = List.copyOf(peers);
      blacklisted = List.copyOf(blacklisted);
    }
  }

  @Override
  public void step(long nowNanos, NodeInput input, Effects<? super NodeEffect> out) {
    Moment moment = new Moment(nowNanos, out);
    switch (input) {
      case NodeInput.BlockImported block -> imported(moment, block);
      case NodeInput.HeadFinalized(var head) -> finalized(moment, head);
      case NodeInput.StoreOpened opened -> {
        held.opened(opened.kept());
        chunks.opened(opened);
      }
      case NodeInput.PeerConnected connected -> {
        connections.connected(moment, connected);
        judge.connected(moment, connected);
        exchange.connected(moment, connected.peer());
      }
      case NodeInput.PeerLost(var peer) -> {
        server.lost(peer);
        connections
            .lost(peer)
            .forEach(ticket -> failed(moment, ticket, NodeInput.AskFailure.DISCONNECTED));
      }
      case NodeInput.AnswerSent(_, long ticket) -> server.sent(ticket);
      case NodeInput.Asked asked -> asked(moment, asked);
      case NodeInput.Answered answered -> answered(moment, answered);
      case NodeInput.AskFailed failed -> {
        connections.ended(moment, failed.peer());
        failed(moment, failed.ticket(), failed.cause());
      }
      case NodeInput.ItemsLoaded loaded -> {
        if (!server.loaded(moment, loaded) && !feeding.loaded(moment, loaded)) {
          exchange.loaded(moment, loaded);
        }
      }
      case NodeInput.BodiesMacked macked -> exchange.macked(moment, macked);
      case NodeInput.ItemsJudged judged -> exchange.judged(moment, judged);
      case NodeInput.TickElapsed() -> {
        exchange.elapsed(moment);
        server.elapsed(moment);
        chunks.elapsed(moment);
      }
      case NodeInput.PovJudged judged -> {
        sending.judged(moment, judged);
        if (isAsked) {
          judged.outgoing().ifPresent(feeding::backed);
        }
        chunks.povJudged(moment);
      }
      case NodeInput.PovCoded _, NodeInput.ChunkJudged _, NodeInput.ChunkLoaded _ ->
          chunks.done(moment, input);
      case NodeInput.Notified said -> exchange.notified(moment, said);
      case NodeInput.BlockBuilt _, NodeInput.PovRecovered _ -> {}
    }
  }

  private void imported(Moment moment, NodeInput.BlockImported block) {
    boolean isFirst = view.best().isEmpty();
    if (isFirst) {
      held.began(block.state().number());
      Invariants.require(
          settings.refusal(block.state().settings()).isEmpty(),
          () -> "AM17: " + settings.refusal(block.state().settings()));
    }
    view.add(block);
    sending.imported(moment, block);
    chunks.imported(moment, block, isFirst);
    if (block.isBest()) {
      judge.imported(moment, block);
      feeding.imported(moment, block);
      exchange.moved(moment, block);
      connections.closeIdle(moment, settings.timing().idleNanos(), exchange.warm(block.state()));
    }
  }

  private void finalized(Moment moment, BlockRef head) {
    view.finalizeUpTo(head);
    view.finalized()
        .ifPresent(state -> {
          retention.dropReceived(moment, state, origin -> groups.hasBacked(state, origin));
          retention.dropOld(moment, state);
          chunks.finalized(moment, state);
        });
  }

  private void answered(Moment moment, NodeInput.Answered answered) {
    connections.ended(moment, answered.peer());
    if (!sending.answered(moment, answered)
        && !chunks.answered(moment, answered)
        && !feeding.answered(answered)) {
      exchange.answered(moment, answered);
    }
  }

  private void failed(Moment moment, long ticket, NodeInput.AskFailure cause) {
    if (!sending.failed(moment, ticket)
        && !chunks.failed(moment, ticket, cause)
        && !feeding.failed(ticket)) {
      exchange.failed(moment, ticket, cause);
    }
  }

  private void asked(Moment moment, NodeInput.Asked asked) {
    PeerId peer = asked.peer();
    long ticket = asked.ticket();
    connections.used(moment, peer);
    switch (asked.request()) {
      case PeerRequest.Submit submit -> sending.submitted(moment, peer, ticket, submit);
      case PeerRequest.FetchPov fetch -> sending.povAsked(moment, peer, ticket, fetch);
      case PeerRequest.Fetch fetch -> {
        exchange.fetched(moment, fetch);
        server.fetch(moment, peer, ticket, fetch);
      }
      case PeerRequest.Queue queue -> server.list(moment, peer, ticket, queue);
      case PeerRequest.PushChunk push -> chunks.pushed(moment, asked, push);
      case PeerRequest.FetchChunk fetch -> chunks.fetched(moment, asked, fetch);
      case PeerRequest.Push _, PeerRequest.Probe _, PeerRequest.Handover _ -> {
        if (!exchange.asked(moment, asked)) {
          PeerResponse refusal = new PeerResponse.Refusal(ErrorCode.REFUSED, 0, Optional.empty());
          moment.emit(new NodeEffect.Answer(peer, ticket, refusal));
        }
      }
    }
  }

  @Override
  public long nextDeadlineNanos() {
    long next = Math.min(exchange.nextDeadlineNanos(), server.nextDeadlineNanos());
    return Math.min(next, chunks.nextDeadlineNanos());
  }

  /** What its own observations say of a peer (section 5.7). */
  public Standing standing(PeerId peer) {
    return judge.standing(peer);
  }

  /** What it is doing now. */
  public Snapshot snapshot() {
    return new Snapshot(
        connections.peers(),
        held.size(),
        held.bytes(),
        sending.candidates(),
        chunks.chunksHeld(),
        server.requestsUnderWay(),
        view.size(),
        judge.blacklisted());
  }
}
