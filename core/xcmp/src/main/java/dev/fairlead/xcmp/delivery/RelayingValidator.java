package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A validator of a para's own group that gets entries for the para's collators (S2, ADR 0015). It
 * asks nobody before a collator asks it, and then its partner in the group that backed the sender;
 * the next partner if that one fails. Connections to partners are opened beforehand, where the para
 * has channels.
 *
 * <pre>
 * asked for → pulling    it waits for a para of this group and is not held
 * pulling   → held       stored, announced to the para's collators
 * pulling   → (gone)     acted on, or another group's turn
 * </pre>
 */
final class RelayingValidator {
  private final RelayView view;
  private final Groups groups;
  private final Connections connections;
  private final HeldEntries held;
  private final DeliverySettings settings;
  private final FetchPlan pulling;
  private final CollatorNews news;
  private final Set<EntryId> demanded = new HashSet<>(); // by key

  RelayingValidator(NodeParts parts, CollatorNews news) {
    this.view = parts.view();
    this.groups = parts.groups();
    this.connections = parts.connections();
    this.held = parts.store().held();
    this.settings = parts.store().settings();
    this.news = news;
    this.pulling = new FetchPlan(view, connections, this::sources, parts.store(), parts.tickets());
  }

  /** A collator asks: what this node lacks of it, it gets. */
  void demanded(Moment moment, PeerRequest.Fetch fetch) {
    Optional<RelayState> best = view.best();
    ParaId recipient = fetch.recipient();
    if (best.isEmpty() || !groups.serves(best.get(), recipient)) {
      return;
    }
    QueueOrder order = best.get().settings().order();
    front(best.get(), recipient).stream()
        .filter(entry -> !order.isAfter(fetch.from(), entry.position()))
        .filter(entry -> fetch.senders().map(all -> all.contains(entry.id().sender())).orElse(true))
        .forEach(entry -> demanded.add(entry.key()));
    moved(moment, best.get());
  }

  /** The best block has moved, or more is wanted. */
  void moved(Moment moment, RelayState best) {
    List<QueueEntry> wanted = new ArrayList<>();
    for (ParaId para : groups.served(best)) {
      front(best, para).stream()
          .filter(entry -> demanded.contains(entry.key()))
          .forEach(wanted::add);
    }
    demanded.clear();
    wanted.forEach(entry -> demanded.add(entry.key()));
    pulling.want(wanted);
    pulling.ask(moment);
  }

  private List<QueueEntry> front(RelayState state, ParaId para) {
    List<QueueEntry> pending = QueueEntry.pending(state, para);
    return pending.subList(0, Math.min(pending.size(), settings.front().entriesMax()));
  }

  /**
   * The connections that demand will need: to the partners in the groups of all paras that send to
   * a para of which a collator is connected.
   */
  NavigableSet<PeerId> warm(RelayState best) {
    NavigableSet<PeerId> partners = new TreeSet<>();
    for (ParaId para : groups.served(best)) {
      if (!connections.ofPara(para).isEmpty()) {
        for (ParaId sender : best.ingressIndex(para)) {
          groups.withoutSelf(groups.partners(best, sender)).stream()
              .findFirst()
              .ifPresent(partners::add);
        }
      }
    }
    return partners;
  }

  private SourceLadder sources(RelayState best, QueueEntry entry) {
    return SourceLadder.oneByOne(
        entry
            .backing(best)
            .map(seat -> groups.withoutSelf(groups.partners(best, seat)))
            .orElse(List.of()));
  }

  /** Whether the ticket was one of this component. */
  boolean judged(Moment moment, NodeInput.ItemsJudged input) {
    Optional<List<EntryId>> pulled = pulling.judged(moment, input);
    pulled.ifPresent(fresh -> {
      held.received(fresh);
      news.announce(moment, fresh);
    });
    return pulled.isPresent();
  }

  FetchPlan pulling() {
    return pulling;
  }
}
