package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A collator of one para: gets what waits for its para, builds blocks, submits them, keeps what
 * they send, and shares both with the para's other nodes.
 *
 * <pre>
 * BlockImported (best)          → {@link FetchPlan} asks, {@link SendingCollator} builds
 * Answered, ItemsJudged         → stored, announced, built
 * (all sources have failed)     → {@link ChunkRecovery}
 * BlockBuilt                    → submitted
 * Asked(Fetch), Asked(Queue)    → {@link EntryServer}
 * Notified(Announce)            → {@link ParaGossip}: one more source
 * HeadFinalized                 → {@link Retention}
 * </pre>
 */
public final class CollatorMachine implements Machine<NodeInput, NodeEffect> {
  private final Identity identity;
  private final DeliveryStrategy strategy;
  private final DeliverySettings settings;
  private final ParaNode node;
  private final Groups groups;
  private final SendingCollator building;
  private final ChunkRecovery recovery;
  private final EntryPusher pushing;

  /**
   * Who a node of a para is.
   *
   * @param self its identity on the network
   * @param para whose node it is
   * @param paraPeers nodes of the para that it stays connected to
   * @param fullNodes known nodes of other paras, which keep what those have sent (AM19)
   */
  public record Identity(
      PeerId self, ParaId para, List<PeerId> paraPeers, SortedMap<ParaId, List<PeerId>> fullNodes) {
    /** Copies the collections. */
    public Identity {
      paraPeers = List.copyOf(paraPeers);
      fullNodes = Collections.unmodifiableSortedMap(new TreeMap<>(fullNodes));
    }

    /** A node that knows no nodes of other paras. */
    public Identity(PeerId self, ParaId para, List<PeerId> paraPeers) {
      this(self, para, paraPeers, new TreeMap<>());
    }
  }

  /** A collator that keeps nothing yet. */
  public CollatorMachine(Identity identity, DeliveryStrategy strategy, DeliverySettings settings) {
    this.identity = identity;
    this.strategy = strategy;
    this.settings = settings;
    this.node = new ParaNode(identity, settings, this::sources);
    this.groups = new Groups(identity.self());
    this.pushing = new EntryPusher(node.connections(), node.store(), node.tickets(), _ -> true);
    this.building = new SendingCollator(identity.para(), node, groups);
    this.recovery =
        new ChunkRecovery(node.view(), groups, node.connections(), node.store(), node.tickets());
  }

  /**
   * What a node of a para is doing.
   *
   * @param peers connected
   * @param itemsHeld kept items
   * @param bytesHeld their bodies
   * @param missing entries that it wants and lacks
   * @param requestsUnderWay answers that wait for the store
   * @param blocksKnown relay blocks
   * @param unverifiedBytes bodies of candidates that are not included so far
   */
  public record Snapshot(
      List<PeerId> peers,
      int itemsHeld,
      long bytesHeld,
      int missing,
      int requestsUnderWay,
      int blocksKnown,
      long unverifiedBytes) {
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
        if (node.imported(moment, block)) {
          node.keepWarm(moment, warm(block.state()));
          moved(moment, block);
        }
      }
      case NodeInput.PeerLost(var peer) ->
          node.lost(peer)
              .forEach(ticket -> failed(moment, ticket, NodeInput.AskFailure.DISCONNECTED));
      case NodeInput.Answered answered -> {
        node.connections().ended(moment, answered.peer());
        answered(moment, answered);
        recover(moment);
      }
      case NodeInput.AskFailed(var peer, var ticket, var cause) -> {
        node.connections().ended(moment, peer);
        failed(moment, ticket, cause);
        recover(moment);
      }
      case NodeInput.ItemsJudged judged -> {
        if (node.judged(moment, judged)) {
          building.consider(moment);
        }
      }
      case NodeInput.BlockBuilt built -> building.built(moment, built);
      case NodeInput.TickElapsed() -> {
        node.step(moment, input);
        node.fetching().ask(moment);
        building.elapsed(moment);
        pushing.elapsed(moment);
        recover(moment);
      }
      case NodeInput.ChunkJudged judged -> recovery.chunkJudged(moment, judged);
      case NodeInput.PovRecovered recovered -> recovery.recovered(moment, recovered);
      case NodeInput.PovJudged judged -> recovered(moment, judged);
      case NodeInput.StoreOpened _,
          NodeInput.HeadFinalized _,
          NodeInput.PeerConnected _,
          NodeInput.Notified _,
          NodeInput.Asked _,
          NodeInput.AnswerSent _ ->
          node.step(moment, input);
      case NodeInput.ItemsLoaded loaded -> {
        if (!pushing.loaded(moment, loaded)) {
          node.step(moment, loaded);
        }
      }
      case NodeInput.PovCoded _, NodeInput.ChunkLoaded _, NodeInput.BodiesMacked _ -> {}
    }
  }

  private void answered(Moment moment, NodeInput.Answered answered) {
    if (!node.fetching().answered(moment, answered)
        && !pushing.answered(moment, answered)
        && !recovery.answered(moment, answered)) {
      building.answered(moment, answered);
    }
  }

  /**
   * What waits for the own para and nobody gives is got from chunks. While one entry holds the para
   * up, so is all else that is lacked: links are never cut, and the newest entry stops a para as
   * well as the first (V8).
   */
  private void recover(Moment moment) {
    Optional<RelayState> best = node.view().best();
    if (best.isPresent()) {
      long oldest = best.get().number() - settings.chunks().recoverBlocks();
      boolean isHeldUp =
          ownIngress(node.fetching().exhausted()).stream()
              .anyMatch(entry -> entry.id().block() <= oldest);
      recovery.consider(moment, ownIngress(node.fetching().lacked()), isHeldUp);
    }
  }

  private List<QueueEntry> ownIngress(List<QueueEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.id().recipient().equals(identity.para()))
        .toList();
  }

  private void recovered(Moment moment, NodeInput.PovJudged judged) {
    List<EntryId> fresh = recovery.judged(moment, judged).orElse(List.of());
    if (!fresh.isEmpty()) {
      node.cameOtherwise(moment, fresh);
      building.consider(moment);
    }
  }

  /** Under S2 to S4 one member of the group that receives for the para, if anybody sends to it. */
  private List<PeerId> warm(RelayState best) {
    boolean isReceiving = strategy.asksReceivers() && !best.ingressIndex(identity.para()).isEmpty();
    return isReceiving
        ? groups.inDialOrder(DeliveryStrategy.receivers(best, identity.para())).subList(0, 1)
        : List.of();
  }

  private void moved(Moment moment, NodeInput.BlockImported block) {
    RelayState best = block.state();
    int entriesMax = settings.front().entriesMax();
    List<QueueEntry> pending = QueueEntry.pending(best, identity.para());
    List<QueueEntry> wanted =
        new ArrayList<>(pending.subList(0, Math.min(pending.size(), entriesMax)));
    wanted.addAll(ParaEgress.waiting(best, identity.para(), entriesMax));
    node.fetching().want(wanted);
    node.fetching().ask(moment);
    recover(moment);
    building.moved(moment, best);
    if (strategy instanceof DeliveryStrategy.Receiving) {
      push(moment, block);
    }
  }

  /** S4: to one member of each recipient's group what this collator has sent in the block. */
  private void push(Moment moment, NodeInput.BlockImported block) {
    RelayState best = block.state();
    for (RelayEvent event : block.events()) {
      if (event instanceof RelayEvent.CandidateEnacted(var candidate, var para)
          && para.equals(identity.para())) {
        Enacted enacted = best.enacted(candidate).orElseThrow();
        for (QueueEntry entry : QueueEntry.sentBy(best, enacted)) {
          List<PeerId> targets = DeliveryStrategy.receivers(best, entry.id().recipient());
          pushing.push(moment, best.ref().hash(), List.of(entry), groups.inDialOrder(targets));
        }
      }
    }
  }

  private void failed(Moment moment, long ticket, NodeInput.AskFailure cause) {
    if (!node.fetching().failed(moment, ticket, cause)
        && !pushing.failed(moment, ticket)
        && !recovery.failed(moment, ticket, cause)) {
      building.failed(moment, ticket);
    }
  }

  /**
   * The steps of section 5.5: validators by strategy, those first that say to hold it, the sender's
   * validators, then whoever of the own para says to hold it, then full nodes of the sender. What
   * the own para has sent comes from nodes of the para alone.
   */
  private SourceLadder sources(RelayState best, QueueEntry entry) {
    List<PeerId> holders = node.gossip().holders(entry.id());
    List<PeerId> nodes = new ArrayList<>(holders);
    nodes.addAll(identity.fullNodes().getOrDefault(entry.id().sender(), List.of()));
    if (!entry.id().recipient().equals(identity.para())) {
      return SourceLadder.oneByOne(nodes);
    }
    List<PeerId> first = groups.inDialOrder(strategy.firstSources(best, entry));
    List<PeerId> validators = new ArrayList<>(first);
    validators.retainAll(holders);
    validators.addAll(first);
    if (strategy.usesValidators()) {
      validators.addAll(groups.inDialOrder(entry.backers(best)));
    }
    return new SourceLadder(validators, nodes);
  }

  @Override
  public long nextDeadlineNanos() {
    long next = Math.min(node.nextDeadlineNanos(), building.nextDeadlineNanos());
    next = Math.min(next, recovery.nextDeadlineNanos());
    return Math.min(next, pushing.nextDeadlineNanos());
  }

  /** What it is doing now. */
  public Snapshot snapshot() {
    return node.snapshot();
  }
}
