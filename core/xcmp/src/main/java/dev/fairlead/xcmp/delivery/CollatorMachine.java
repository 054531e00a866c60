package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A collator of one para: gets what waits for its para, builds blocks, submits them, keeps what
 * they send, and shares both with the para's other nodes.
 *
 * <pre>
 * BlockImported (best)          → {@link FetchPlan} asks, {@link SendingCollator} builds
 * Answered, ItemsJudged         → stored, announced, built
 * BlockBuilt                    → submitted
 * Asked(Fetch), Asked(Queue)    → {@link EntryServer}
 * Notified(Announce)            → {@link ParaGossip}: one more source
 * HeadFinalized                 → {@link Retention}
 * </pre>
 */
public final class CollatorMachine implements Machine<NodeInput, NodeEffect> {
  private final ParaId para;
  private final List<PeerId> paraPeers;
  private final DeliveryStrategy strategy;
  private final DeliverySettings settings;
  private final RelayView view = new RelayView();
  private final HeldEntries held = new HeldEntries();
  private final Groups groups;
  private final Connections connections;
  private final EntryServer server;
  private final FetchPlan fetching;
  private final SendingCollator building;
  private final ParaGossip gossip;
  private final Retention retention;

  /**
   * Who a collator is.
   *
   * @param self its identity on the network
   * @param para whose blocks it builds
   * @param paraPeers nodes of the para that it stays connected to
   */
  public record Identity(PeerId self, ParaId para, List<PeerId> paraPeers) {
    /** Copies the list. */
    public Identity {
      paraPeers = List.copyOf(paraPeers);
    }
  }

  /** A collator that keeps nothing yet. */
  public CollatorMachine(Identity identity, DeliveryStrategy strategy, DeliverySettings settings) {
    this.para = identity.para();
    this.paraPeers = identity.paraPeers();
    this.strategy = strategy;
    this.settings = settings;
    Tickets tickets = new Tickets();
    SendingValidator.Store store = new SendingValidator.Store(held, settings);
    this.groups = new Groups(identity.self());
    this.connections = new Connections(tickets, settings.load());
    this.server = new EntryServer(view, held, settings, tickets);
    this.fetching = new FetchPlan(view, connections, this::sources, store, tickets);
    this.building = new SendingCollator(para, view, groups, connections, store, tickets);
    this.gossip = new ParaGossip(para, connections);
    this.retention = new Retention(store);
  }

  /**
   * What a collator is doing.
   *
   * @param peers connected
   * @param itemsHeld kept items
   * @param bytesHeld their bodies
   * @param missing entries that it wants and lacks
   * @param requestsUnderWay answers that wait for the store
   * @param blocksKnown relay blocks
   */
  public record Snapshot(
      List<PeerId> peers,
      int itemsHeld,
      long bytesHeld,
      int missing,
      int requestsUnderWay,
      int blocksKnown) {
    /** Copies the list. */
    public Snapshot {
      peers = List.copyOf(peers);
    }
  }

  @Override
  public void step(long nowNanos, NodeInput input, Effects<? super NodeEffect> out) {
    Moment moment = new Moment(nowNanos, out);
    switch (input) {
      case NodeInput.BlockImported block -> {
        view.add(block);
        if (block.isBest()) {
          moved(moment, block.state());
        }
      }
      case NodeInput.HeadFinalized(var head) -> {
        view.finalizeUpTo(head);
        view.finalized().ifPresent(state -> retention.dropAcknowledged(moment, state));
      }
      case NodeInput.PeerConnected connected -> connections.connected(moment, connected);
      case NodeInput.PeerLost(var peer) -> lost(moment, peer);
      case NodeInput.Notified(var peer, var notification) -> heard(moment, peer, notification);
      case NodeInput.Asked asked -> asked(moment, asked);
      case NodeInput.Answered answered -> {
        connections.ended(moment, answered.peer());
        if (!fetching.answered(moment, answered)) {
          building.answered(moment, answered);
        }
      }
      case NodeInput.AskFailed(var peer, var ticket, var cause) -> {
        connections.ended(moment, peer);
        failed(moment, ticket, cause);
      }
      case NodeInput.ItemsLoaded loaded -> server.loaded(moment, loaded);
      case NodeInput.ItemsJudged judged -> judged(moment, judged);
      case NodeInput.BlockBuilt built -> building.built(moment, built);
      case NodeInput.TickElapsed() -> {
        fetching.ask(moment);
        building.elapsed(moment);
      }
      case NodeInput.PovJudged _ -> {}
    }
  }

  private void moved(Moment moment, RelayState best) {
    paraPeers.forEach(peer -> connections.dial(moment, peer));
    List<QueueEntry> pending = QueueEntry.pending(best, para);
    int count = Math.min(pending.size(), settings.front().entriesMax());
    fetching.want(pending.subList(0, count));
    fetching.ask(moment);
    building.moved(moment, best);
  }

  /** Validators first, then nodes of the para that say to hold the entry (section 5.5). */
  private List<PeerId> sources(RelayState best, QueueEntry entry) {
    SequencedSet<PeerId> order =
        new LinkedHashSet<>(groups.inDialOrder(strategy.firstSources(best, entry)));
    order.addAll(gossip.holders(entry.id()));
    return List.copyOf(order);
  }

  private void lost(Moment moment, PeerId peer) {
    gossip.lost(peer);
    for (long ticket : connections.lost(peer)) {
      failed(moment, ticket, NodeInput.AskFailure.DISCONNECTED);
    }
  }

  private void failed(Moment moment, long ticket, NodeInput.AskFailure cause) {
    if (!fetching.failed(moment, ticket, cause)) {
      building.failed(moment, ticket);
    }
  }

  private void heard(Moment moment, PeerId peer, Notification notification) {
    switch (notification) {
      case Notification.Announce announce -> {
        gossip.heard(peer, announce);
        fetching.ask(moment);
      }
      case Notification.Drop drop -> gossip.dropped(peer, drop);
      case Notification.Hello _,
          Notification.View _,
          Notification.Have _,
          Notification.Bye _,
          Notification.Statement _ -> {}
    }
  }

  private void judged(Moment moment, NodeInput.ItemsJudged input) {
    List<EntryId> fresh = fetching.judged(moment, input).orElse(List.of());
    Optional<RelayState> best = view.best();
    if (fresh.isEmpty() || best.isEmpty()) {
      return;
    }
    List<Notification.Announced> news = new ArrayList<>();
    for (QueueEntry entry : QueueEntry.pending(best.get(), para)) {
      if (fresh.contains(entry.key())) {
        long bodyBytes = held.get(entry.key()).orElseThrow().bodyBytes();
        news.add(new Notification.Announced(entry.id(), bodyBytes));
      }
    }
    gossip.announce(moment, news);
    building.consider(moment);
  }

  private void asked(Moment moment, NodeInput.Asked asked) {
    switch (asked.request()) {
      case PeerRequest.Fetch fetch -> server.fetch(moment, asked.peer(), asked.ticket(), fetch);
      case PeerRequest.Queue queue -> server.list(moment, asked.peer(), asked.ticket(), queue);
      case PeerRequest.Push _,
          PeerRequest.Probe _,
          PeerRequest.Handover _,
          PeerRequest.Submit _,
          PeerRequest.FetchPov _,
          PeerRequest.PushChunk _,
          PeerRequest.FetchChunk _ ->
          moment.emit(
              new NodeEffect.Answer(
                  asked.peer(),
                  asked.ticket(),
                  new PeerResponse.Refusal(ErrorCode.REFUSED, 0, Optional.empty())));
    }
  }

  @Override
  public long nextDeadlineNanos() {
    return Math.min(fetching.nextDeadlineNanos(), building.nextDeadlineNanos());
  }

  /** What it is doing now. */
  public Snapshot snapshot() {
    return new Snapshot(
        connections.peers(),
        held.size(),
        held.bytes(),
        fetching.missing(),
        server.requestsUnderWay(),
        view.size());
  }
}
