package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;

/**
 * A validator of the relay chain as far as bodies are concerned: it takes candidates for the group
 * that it is in, keeps what they send, and serves it to whoever asks.
 *
 * <pre>
 * Asked(Submit), Asked(FetchPov), PovJudged, CandidateBacked → {@link SendingValidator}
 * Asked(Fetch), Asked(Queue), ItemsLoaded                    → {@link EntryServer}
 * BlockImported (best), Asked(Push), ItemsJudged, under S3, S4 → {@link ReceivingValidator}
 * BlockImported (best) under S3                              → {@link EntryPusher}
 * BlockImported (best)                                       → {@link CollatorJudge}
 * Asked(Fetch), ItemsJudged under S2                         → {@link RelayingValidator}
 * BlockImported (best), Notified(Have), ItemsJudged under S3, S4 → {@link Receipts}
 * BlockImported (best), BodiesMacked, Answered under S3      → {@link Probing}
 * Asked(Probe), BodiesMacked                                 → {@link ProbeServer}
 * HeadFinalized                                              → {@link Retention}
 * </pre>
 */
public final class ValidatorMachine implements Machine<NodeInput, NodeEffect> {
  private final PeerId self;
  private final DeliveryStrategy strategy;
  private final DeliverySettings settings;
  private final Groups groups;
  private final RelayView view = new RelayView();
  private final HeldEntries held = new HeldEntries();
  private final Connections connections;
  private final CollatorJudge judge;
  private final EntryServer server;
  private final SendingValidator sending;
  private final ReceivingValidator receiving;
  private final RelayingValidator relaying;
  private final Receipts receipts;
  private final Probing probing;
  private final ProbeServer probes;
  private final EntryPusher pushing;
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
    this.self = self;
    this.strategy = strategy;
    this.settings = settings;
    Tickets tickets = new Tickets();
    SendingValidator.Store store = new SendingValidator.Store(held, settings);
    this.connections = new Connections(tickets, settings.load());
    this.groups = new Groups(self);
    this.sending = new SendingValidator(view, groups, connections, store, tickets);
    NodeParts parts = new NodeParts(view, groups, connections, store, tickets);
    this.receipts = new Receipts(parts, strategy instanceof DeliveryStrategy.Both);
    this.pushing = new EntryPusher(connections, store, tickets, this::isPushNeeded);
    this.probing = new Probing(parts, pushing, receipts);
    this.probes = new ProbeServer(parts);
    this.pushing.onTaken(probing::pushed);
    this.receiving = new ReceivingValidator(parts, pushing, receipts);
    this.relaying = new RelayingValidator(parts);
    this.judge = new CollatorJudge(settings.judging(), view, connections);
    this.server = new EntryServer(view, store, tickets, this::isExpected, judge);
    this.retention = new Retention(store);
  }

  /**
   * What a validator is doing.
   *
   * @param peers connected
   * @param itemsHeld kept items
   * @param bytesHeld their bodies
   * @param candidates checked lately
   * @param requestsUnderWay answers that wait for the store
   * @param blocksKnown relay blocks
   * @param blacklisted collators that are overdue, first blamed first
   */
  public record Snapshot(
      List<PeerId> peers,
      int itemsHeld,
      long bytesHeld,
      int candidates,
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
      case NodeInput.BlockImported block -> {
        if (view.best().isEmpty()) {
          held.began(block.state().number());
          Invariants.require(
              settings.refusal(block.state().settings()).isEmpty(),
              () -> "AM17: " + settings.refusal(block.state().settings()));
        }
        view.add(block);
        sending.imported(moment, block);
        if (block.isBest()) {
          judge.imported(moment, block);
          moved(moment, block);
        }
      }
      case NodeInput.HeadFinalized(var head) -> {
        view.finalizeUpTo(head);
        view.finalized().ifPresent(state -> retention.dropOld(moment, state));
      }
      case NodeInput.StoreOpened(var kept) -> held.opened(kept);
      case NodeInput.PeerConnected connected -> {
        connections.connected(moment, connected);
        receipts.connected(moment, connected.peer());
      }
      case NodeInput.PeerLost(var peer) ->
          connections
              .lost(peer)
              .forEach(ticket -> failed(moment, ticket, NodeInput.AskFailure.DISCONNECTED));
      case NodeInput.Asked asked -> asked(moment, asked);
      case NodeInput.Answered answered -> {
        connections.ended(moment, answered.peer());
        if (!sending.answered(moment, answered)
            && !pushing.answered(moment, answered)
            && !probing.answered(moment, answered)
            && !receiving.pulling().answered(moment, answered)) {
          relaying.pulling().answered(moment, answered);
        }
      }
      case NodeInput.AskFailed failed -> {
        connections.ended(moment, failed.peer());
        failed(moment, failed.ticket(), failed.cause());
      }
      case NodeInput.ItemsLoaded loaded -> {
        if (!server.loaded(moment, loaded)) {
          pushing.loaded(moment, loaded);
        }
      }
      case NodeInput.BodiesMacked macked -> {
        if (!probing.macked(moment, macked)) {
          probes.macked(moment, macked);
        }
      }
      case NodeInput.ItemsJudged judged -> {
        if (!receiving.judged(moment, judged)) {
          relaying.judged(moment, judged);
        }
      }
      case NodeInput.TickElapsed() -> {
        receiving.pulling().ask(moment);
        relaying.pulling().ask(moment);
        pushing.elapsed(moment);
        receipts.elapsed(moment);
      }
      case NodeInput.PovJudged judged -> sending.judged(moment, judged);
      case NodeInput.Notified(var peer, Notification.Have have) -> {
        if (usesReceipts() && receipts.heard(moment, peer, have)) {
          view.best().ifPresent(best -> receiving.moved(moment, best));
        }
      }
      case NodeInput.Notified _, NodeInput.BlockBuilt _ -> {}
    }
  }

  private void failed(Moment moment, long ticket, NodeInput.AskFailure cause) {
    if (!sending.failed(moment, ticket)
        && !pushing.failed(moment, ticket)
        && !probing.failed(moment, ticket)
        && !receiving.pulling().failed(moment, ticket, cause)) {
      relaying.pulling().failed(moment, ticket, cause);
    }
  }

  private void moved(Moment moment, NodeInput.BlockImported block) {
    switch (strategy) {
      case DeliveryStrategy.None(), DeliveryStrategy.Sending() -> {}
      case DeliveryStrategy.Relayed() -> {
        relaying.warm(moment, block.state());
        relaying.moved(moment, block.state());
      }
      case DeliveryStrategy.Both() -> {
        receive(moment, block.state());
        push(moment, block);
        probing.moved(moment, block.state());
      }
      case DeliveryStrategy.Receiving() -> receive(moment, block.state());
    }
  }

  private void receive(Moment moment, RelayState best) {
    if (usesReceipts()) {
      receipts.moved(moment, best);
    }
    receiving.moved(moment, best);
  }

  private boolean usesReceipts() {
    return strategy.usesReceivers() && settings.sharing().usesReceipts();
  }

  /** The secured rule for sending validators: enough receiving ones say to hold it. */
  private boolean isPushNeeded(QueueEntry entry) {
    return !(strategy instanceof DeliveryStrategy.Both)
        || !usesReceipts()
        || view.best().filter(best -> receipts.isSecured(best, entry)).isEmpty();
  }

  /** Whether an entry that this node lacks will come soon: it is being pushed or pulled. */
  private boolean isExpected(RelayState state, QueueEntry entry) {
    boolean isComing =
        switch (strategy) {
          case DeliveryStrategy.None(), DeliveryStrategy.Sending() -> false;
          case DeliveryStrategy.Relayed() -> true;
          case DeliveryStrategy.Both(), DeliveryStrategy.Receiving() ->
              entry.id().block() == state.number();
        };
    return isComing && groups.serves(state, entry.id().recipient());
  }

  /** S3: to this member's partner in each recipient's group what its own group has backed. */
  private void push(Moment moment, NodeInput.BlockImported block) {
    RelayState best = block.state();
    Optional<Integer> own = groups.own(best.session());
    for (RelayEvent event : block.events()) {
      Optional<Enacted> enacted =
          event instanceof RelayEvent.CandidateEnacted(var candidate, _)
              ? best.enacted(candidate)
              : Optional.empty();
      boolean isOwn =
          enacted
              .filter(one -> own.equals(Optional.of(one.origin().group())))
              .filter(one -> one.session() == best.session().index())
              .isPresent();
      if (isOwn) {
        for (QueueEntry entry : QueueEntry.sentBy(best, enacted.get())) {
          List<PeerId> targets = groups.partners(best, entry.id().recipient());
          if (!targets.contains(self)) {
            pushing.push(moment, best.ref().hash(), List.of(entry), targets);
          }
        }
      }
    }
  }

  private void asked(Moment moment, NodeInput.Asked asked) {
    PeerId peer = asked.peer();
    long ticket = asked.ticket();
    switch (asked.request()) {
      case PeerRequest.Submit submit -> sending.submitted(moment, peer, ticket, submit);
      case PeerRequest.FetchPov fetch -> sending.povAsked(moment, peer, ticket, fetch);
      case PeerRequest.Fetch fetch -> {
        if (strategy instanceof DeliveryStrategy.Relayed) {
          relaying.demanded(moment, fetch);
        }
        server.fetch(moment, peer, ticket, fetch);
      }
      case PeerRequest.Queue queue -> server.list(moment, peer, ticket, queue);
      case PeerRequest.Push push when strategy.usesReceivers() ->
          receiving.pushed(moment, asked, push);
      case PeerRequest.Probe probe when strategy.usesReceivers() ->
          probes.probed(moment, asked, probe);
      case PeerRequest.Push _,
          PeerRequest.Probe _,
          PeerRequest.Handover _,
          PeerRequest.PushChunk _,
          PeerRequest.FetchChunk _ ->
          moment.emit(
              new NodeEffect.Answer(
                  peer, ticket, new PeerResponse.Refusal(ErrorCode.REFUSED, 0, Optional.empty())));
    }
  }

  @Override
  public long nextDeadlineNanos() {
    long next = Math.min(receiving.pulling().nextDeadlineNanos(), pushing.nextDeadlineNanos());
    next = Math.min(next, receipts.nextDeadlineNanos());
    return Math.min(next, relaying.pulling().nextDeadlineNanos());
  }

  /** What it is doing now. */
  public Snapshot snapshot() {
    return new Snapshot(
        connections.peers(),
        held.size(),
        held.bytes(),
        sending.candidates(),
        server.requestsUnderWay(),
        view.size(),
        judge.blacklisted());
  }
}
