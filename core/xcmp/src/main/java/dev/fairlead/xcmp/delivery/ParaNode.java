package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What collators and full nodes of a para have in common: they follow the relay chain, stay
 * connected to known nodes of the para, get and serve entries, and gossip about them.
 */
final class ParaNode {
  private final ParaId para;
  private final List<PeerId> paraPeers;
  private final DeliverySettings settings;
  private final RelayView view = new RelayView();
  private final HeldEntries held = new HeldEntries();
  private final Tickets tickets = new Tickets();
  private final Connections connections;
  private final EntryServer server;
  private final FetchPlan fetching;
  private final ParaGossip gossip;
  private final EarlyItems early;
  private final Retention retention;

  ParaNode(
      CollatorMachine.Identity identity,
      DeliverySettings settings,
      BiFunction<RelayState, QueueEntry, SourceLadder> sources) {
    this.para = identity.para();
    this.paraPeers = identity.paraPeers();
    this.settings = settings;
    this.connections = new Connections(tickets, settings);
    this.server =
        new EntryServer(
            view, store(), tickets, (_, _) -> false, new Clientele.Everybody(), connections);
    this.fetching = new FetchPlan(view, connections, sources, store(), tickets);
    this.gossip = new ParaGossip(para, connections);
    this.early = new EarlyItems(para, view, connections, store(), tickets);
    this.retention = new Retention(store());
  }

  SendingValidator.Store store() {
    return new SendingValidator.Store(held, settings);
  }

  RelayView view() {
    return view;
  }

  Tickets tickets() {
    return tickets;
  }

  Connections connections() {
    return connections;
  }

  FetchPlan fetching() {
    return fetching;
  }

  ParaGossip gossip() {
    return gossip;
  }

  /**
   * Stays connected to the para's nodes and to some others; closes what nobody uses.
   *
   * @param others that this node needs, used or not
   */
  void keepWarm(Moment moment, List<PeerId> others) {
    List<PeerId> warm = new ArrayList<>(paraPeers);
    warm.addAll(others);
    warm.forEach(peer -> connections.dial(moment, peer));
    connections.closeIdle(moment, settings.timing().idleNanos(), warm);
  }

  /** Whether the best block is another one now. */
  boolean imported(Moment moment, NodeInput.BlockImported block) {
    if (view.best().isEmpty()) {
      held.began(block.state().number());
    }
    view.add(block);
    if (block.isBest()) {
      early.moved(moment, block.state());
      gossip.moved(block.state());
      announce(moment, block.state(), Optional.empty());
    }
    return block.isBest();
  }

  /** Inputs that mean the same to every node of a para. */
  void step(Moment moment, NodeInput input) {
    switch (input) {
      case NodeInput.HeadFinalized(var head) -> {
        view.finalizeUpTo(head);
        view.finalized().ifPresent(state -> retention.dropAcknowledged(moment, state));
      }
      case NodeInput.StoreOpened opened -> held.opened(opened.kept());
      case NodeInput.PeerConnected connected -> connections.connected(moment, connected);
      case NodeInput.Notified(var peer, Notification.Announce announce) -> {
        connections.used(moment, peer);
        gossip.heard(peer, announce);
        fetching.nudge(announce.entries().stream().map(Notification.Announced::id).toList());
        fetching.ask(moment);
      }
      case NodeInput.Notified(var peer, Notification.Drop drop) -> gossip.dropped(peer, drop);
      case NodeInput.Asked asked -> {
        connections.used(moment, asked.peer());
        asked(moment, asked);
      }
      case NodeInput.ItemsLoaded loaded -> server.loaded(moment, loaded);
      case NodeInput.AnswerSent(_, long ticket) -> server.sent(ticket);
      case NodeInput.TickElapsed() -> server.elapsed(moment);
      default -> {}
    }
  }

  private void asked(Moment moment, NodeInput.Asked asked) {
    switch (asked.request()) {
      case PeerRequest.Fetch fetch -> server.fetch(moment, asked.peer(), asked.ticket(), fetch);
      case PeerRequest.Queue queue -> server.list(moment, asked.peer(), asked.ticket(), queue);
      case PeerRequest.Push push when connections.isValidator(asked.peer()) -> {
        if (early.takes(push)) {
          early.pushed(moment, asked, push);
        } else {
          fetching.pushed(moment, asked, push);
        }
      }
      default ->
          moment.emit(
              new NodeEffect.Answer(
                  asked.peer(),
                  asked.ticket(),
                  new PeerResponse.Refusal(ErrorCode.REFUSED, 0, Optional.empty())));
    }
  }

  /** Forgets a peer; gives the tickets of requests that never went out. */
  List<Long> lost(PeerId peer) {
    gossip.lost(peer);
    server.lost(peer);
    return connections.lost(peer);
  }

  /** When time must be told; MAX_VALUE if nothing waits for it. */
  long nextDeadlineNanos() {
    return Math.min(fetching.nextDeadlineNanos(), server.nextDeadlineNanos());
  }

  /** Whether something is held that was not. */
  boolean judged(Moment moment, NodeInput.ItemsJudged input) {
    if (early.judged(moment, input)) {
      return false; // no entry so far
    }
    List<EntryId> fresh = fetching.judged(moment, input).orElse(List.of());
    announce(moment, fresh);
    return !fresh.isEmpty();
  }

  /** These are held now and came by another way than from peers. */
  void cameOtherwise(Moment moment, List<EntryId> fresh) {
    fetching.cameOtherwise(fresh);
    announce(moment, fresh);
  }

  private void announce(Moment moment, List<EntryId> fresh) {
    if (!fresh.isEmpty()) {
      view.best().ifPresent(best -> announce(moment, best, Optional.of(fresh)));
    }
  }

  /** Tells the para's nodes what waits and is held; only some of it if so given. */
  private void announce(Moment moment, RelayState best, Optional<List<EntryId>> only) {
    if (connections.ofPara(para).isEmpty()) {
      return;
    }
    int entriesMax = settings.front().entriesMax();
    List<QueueEntry> entries = new ArrayList<>(QueueEntry.pending(best, para));
    entries.addAll(ParaEgress.waiting(best, para, entriesMax));
    List<Notification.Announced> news = new ArrayList<>();
    for (QueueEntry entry : entries) {
      if (only.isEmpty() || only.get().contains(entry.key())) {
        held.get(entry.key())
            .ifPresent(one -> news.add(new Notification.Announced(entry.id(), one.bodyBytes())));
      }
    }
    gossip.announce(moment, news);
  }

  CollatorMachine.Snapshot snapshot() {
    return new CollatorMachine.Snapshot(
        connections.peers(),
        held.size(),
        held.bytes(),
        fetching.missing(),
        server.requestsUnderWay(),
        view.size(),
        early.bytes());
  }
}
