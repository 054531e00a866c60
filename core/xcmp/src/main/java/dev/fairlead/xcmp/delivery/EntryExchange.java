package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What validators do with each other about entries, by strategy: nothing under S0 and S1.
 *
 * <pre>
 * Asked(Fetch), ItemsJudged under S2                          → {@link RelayingValidator}
 * BlockImported (best), Asked(Push), ItemsJudged under S3, S4 → {@link ReceivingValidator}
 * BlockImported (best) under S3                               → {@link EntryPusher}
 * BlockImported (best), Notified(Have) under S3, S4           → {@link Receipts}
 * BlockImported (best), BodiesMacked, Answered under S3       → {@link Probing}
 * Asked(Probe), BodiesMacked under S3, S4                     → {@link ProbeServer}
 * BlockImported (best), Asked(Handover), Answered under S3, S4 → {@link HandOver}
 * </pre>
 */
final class EntryExchange {
  private final DeliveryStrategy strategy;
  private final NodeParts parts;
  private final RelayingValidator relaying;
  private final ReceivingValidator receiving;
  private final EntryPusher pushing;
  private final Receipts receipts;
  private final Probing probing;
  private final ProbeServer probes;
  private final HandOver handOver;

  EntryExchange(
      DeliveryStrategy strategy, NodeParts parts, CollatorNews news, CollatorJudge judge) {
    this.strategy = strategy;
    this.parts = parts;
    this.relaying = new RelayingValidator(parts, news);
    this.receipts = new Receipts(parts, strategy instanceof DeliveryStrategy.Both);
    this.pushing =
        new EntryPusher(parts.connections(), parts.store(), parts.tickets(), this::isPushNeeded);
    this.probing = new Probing(parts, pushing, receipts);
    this.probes = new ProbeServer(parts);
    this.pushing.onTaken(probing::pushed);
    this.handOver = new HandOver(parts, judge::notes, judge::noted);
    this.receiving = new ReceivingValidator(parts, pushing, receipts, handOver, news);
  }

  /** The best block has moved. */
  void moved(Moment moment, NodeInput.BlockImported block) {
    switch (strategy) {
      case DeliveryStrategy.None(), DeliveryStrategy.Sending() -> {}
      case DeliveryStrategy.Relayed() -> {
        warm(block.state()).forEach(peer -> parts.connections().dial(moment, peer));
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

  /**
   * Validators to which a connection is kept, used or not: S2's partners, and else the own group.
   */
  Set<PeerId> warm(RelayState best) {
    return switch (strategy) {
      case DeliveryStrategy.None(), DeliveryStrategy.Sending() -> Set.of();
      case DeliveryStrategy.Relayed() -> relaying.warm(best);
      case DeliveryStrategy.Both(), DeliveryStrategy.Receiving() ->
          Set.copyOf(parts.groups().others(best.session()));
    };
  }

  private void receive(Moment moment, RelayState best) {
    if (usesReceipts()) {
      receipts.moved(moment, best);
    }
    handOver.moved(moment, best);
    receiving.moved(moment, best);
  }

  private boolean usesReceipts() {
    return strategy.usesReceivers() && parts.store().settings().sharing().usesReceipts();
  }

  /** The secured rule for sending validators: enough receiving ones say to hold it. */
  private boolean isPushNeeded(QueueEntry entry) {
    return !(strategy instanceof DeliveryStrategy.Both)
        || !usesReceipts()
        || parts.view().best().filter(best -> receipts.isSecured(best, entry)).isEmpty();
  }

  /** S3: to this member's partner in each recipient's group what its own group has backed. */
  private void push(Moment moment, NodeInput.BlockImported block) {
    RelayState best = block.state();
    Groups groups = parts.groups();
    for (RelayEvent event : block.events()) {
      Optional<Enacted> enacted =
          event instanceof RelayEvent.CandidateEnacted(var candidate, _)
              ? best.enacted(candidate)
                  .filter(one -> one.session() == best.session().index())
                  .filter(one -> groups.hasBacked(best, one))
              : Optional.empty();
      if (enacted.isPresent()) {
        for (QueueEntry entry : QueueEntry.sentBy(best, enacted.get())) {
          List<PeerId> targets = groups.partners(best, entry.id().recipient());
          if (!groups.serves(best, entry.id().recipient())) {
            pushing.push(moment, best.ref().hash(), List.of(entry), targets);
          }
        }
      }
    }
  }

  /** Whether an entry that this node lacks will come soon: it is being pushed or pulled. */
  boolean isExpected(RelayState state, QueueEntry entry) {
    boolean isComing =
        switch (strategy) {
          case DeliveryStrategy.None(), DeliveryStrategy.Sending() -> false;
          case DeliveryStrategy.Relayed() -> true;
          case DeliveryStrategy.Both(), DeliveryStrategy.Receiving() ->
              entry.id().block() == state.number();
        };
    return isComing && parts.groups().serves(state, entry.id().recipient());
  }

  /** Somebody fetches; what lacks may be got for it. */
  void fetched(Moment moment, PeerRequest.Fetch fetch) {
    if (strategy instanceof DeliveryStrategy.Relayed) {
      relaying.demanded(moment, fetch);
    }
  }

  /** Whether the request was one of this component. */
  boolean asked(Moment moment, NodeInput.Asked asked) {
    if (!strategy.usesReceivers()) {
      return false;
    }
    switch (asked.request()) {
      case PeerRequest.Push push -> receiving.pushed(moment, asked, push);
      case PeerRequest.Probe probe -> probes.probed(moment, asked, probe);
      case PeerRequest.Handover handover -> handOver.asked(moment, asked, handover);
      default -> {
        return false;
      }
    }
    return true;
  }

  void notified(Moment moment, NodeInput.Notified input) {
    parts.connections().used(moment, input.peer());
    boolean isNews =
        input.notification() instanceof Notification.Have have
            && usesReceipts()
            && receipts.heard(moment, input.peer(), have);
    if (isNews) {
      parts.view().best().ifPresent(best -> receiving.moved(moment, best));
    }
  }

  void connected(Moment moment, PeerId peer) {
    receipts.connected(moment, peer);
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    if (handOver.answered(moment, input)) {
      parts.view().best().ifPresent(best -> receiving.moved(moment, best));
      return true;
    }
    return pushing.answered(moment, input)
        || probing.answered(moment, input)
        || receiving.pulling().answered(moment, input)
        || relaying.pulling().answered(moment, input);
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket, NodeInput.AskFailure cause) {
    return pushing.failed(moment, ticket)
        || probing.failed(moment, ticket)
        || handOver.failed(moment, ticket)
        || receiving.pulling().failed(moment, ticket, cause)
        || relaying.pulling().failed(moment, ticket, cause);
  }

  /** Whether the ticket was one of this component. */
  boolean loaded(Moment moment, NodeInput.ItemsLoaded input) {
    return pushing.loaded(moment, input);
  }

  /** Whether the ticket was one of this component. */
  boolean macked(Moment moment, NodeInput.BodiesMacked input) {
    return probing.macked(moment, input) || probes.macked(moment, input);
  }

  /** Whether the ticket was one of this component. */
  boolean judged(Moment moment, NodeInput.ItemsJudged input) {
    return receiving.judged(moment, input) || relaying.judged(moment, input);
  }

  /** Does what time has come for. */
  void elapsed(Moment moment) {
    receiving.pulling().ask(moment);
    relaying.pulling().ask(moment);
    pushing.elapsed(moment);
    receipts.elapsed(moment);
  }

  /** When {@link #elapsed} must be called; MAX_VALUE if nothing waits. */
  long nextDeadlineNanos() {
    long next = Math.min(receiving.pulling().nextDeadlineNanos(), pushing.nextDeadlineNanos());
    next = Math.min(next, receipts.nextDeadlineNanos());
    return Math.min(next, relaying.pulling().nextDeadlineNanos());
  }
}
