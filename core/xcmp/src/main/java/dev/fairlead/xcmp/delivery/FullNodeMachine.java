package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * A full node of one para: keeps what its para sends until the acknowledgement is final, and what
 * waits for its para until it is acted on (P7, section 5.5). It gets both from other nodes of the
 * para and serves whoever asks: one more place for a recipient whose validators all fail.
 *
 * <pre>
 * BlockImported (best)        → {@link FetchPlan} asks nodes of the para
 * Answered, ItemsJudged       → stored, announced
 * Asked(Fetch), Asked(Queue)  → {@link EntryServer}
 * Notified(Announce)          → {@link ParaGossip}: one more source
 * HeadFinalized               → {@link Retention}
 * </pre>
 */
public final class FullNodeMachine implements Machine<NodeInput, NodeEffect> {
  private final ParaNode node;
  private final ParaId para;
  private final DeliverySettings settings;

  /** A full node that keeps nothing yet. */
  public FullNodeMachine(CollatorMachine.Identity identity, DeliverySettings settings) {
    this.para = identity.para();
    this.settings = settings;
    this.node = new ParaNode(identity, settings, this::sources);
  }

  @Override
  public void step(long nowNanos, NodeInput input, Effects<? super NodeEffect> out) {
    Moment moment = new Moment(nowNanos, out);
    switch (input) {
      case NodeInput.BlockImported block -> {
        if (node.imported(moment, block)) {
          node.keepWarm(moment, List.of());
          moved(moment, block.state());
        }
      }
      case NodeInput.ItemsJudged judged -> node.judged(moment, judged);
      case NodeInput.Answered answered -> {
        node.connections().ended(moment, answered.peer());
        node.fetching().answered(moment, answered);
      }
      case NodeInput.AskFailed(var peer, var ticket, var cause) -> {
        node.connections().ended(moment, peer);
        node.fetching().failed(moment, ticket, cause);
      }
      case NodeInput.PeerLost(var peer) ->
          node.lost(peer)
              .forEach(ticket ->
                  node.fetching().failed(moment, ticket, NodeInput.AskFailure.DISCONNECTED));
      case NodeInput.TickElapsed() -> {
        node.step(moment, input);
        node.fetching().ask(moment);
      }
      case NodeInput.StoreOpened _,
          NodeInput.HeadFinalized _,
          NodeInput.PeerConnected _,
          NodeInput.Notified _,
          NodeInput.Asked _,
          NodeInput.AnswerSent _,
          NodeInput.ItemsLoaded _ ->
          node.step(moment, input);
      case NodeInput.PovJudged _,
          NodeInput.PovCoded _,
          NodeInput.ChunkJudged _,
          NodeInput.PovRecovered _,
          NodeInput.ChunkLoaded _,
          NodeInput.BodiesMacked _,
          NodeInput.BlockBuilt _ -> {}
    }
  }

  private void moved(Moment moment, RelayState best) {
    int entriesMax = settings.front().entriesMax();
    List<QueueEntry> wanted = new ArrayList<>(ParaEgress.waiting(best, para, entriesMax));
    List<QueueEntry> pending = QueueEntry.pending(best, para);
    wanted.addAll(pending.subList(0, Math.min(pending.size(), entriesMax)));
    node.fetching().want(wanted);
    node.fetching().ask(moment);
  }

  /** Those that say to hold it, then the other nodes of the para. */
  private SourceLadder sources(RelayState best, QueueEntry entry) {
    SequencedSet<PeerId> order = new LinkedHashSet<>(node.gossip().holders(entry.id()));
    order.addAll(node.connections().ofPara(para));
    return SourceLadder.oneByOne(List.copyOf(order));
  }

  @Override
  public long nextDeadlineNanos() {
    return node.nextDeadlineNanos();
  }

  /** What it is doing now. */
  public CollatorMachine.Snapshot snapshot() {
    return node.snapshot();
  }
}
