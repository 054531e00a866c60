package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
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
 * HeadFinalized                                              → {@link Retention}
 * </pre>
 */
public final class ValidatorMachine implements Machine<NodeInput, NodeEffect> {
  private final RelayView view = new RelayView();
  private final HeldEntries held = new HeldEntries();
  private final Connections connections;
  private final EntryServer server;
  private final SendingValidator sending;
  private final Retention retention;

  /**
   * A validator that keeps nothing yet.
   *
   * @param self its identity on the network, as relay sessions name it
   */
  public ValidatorMachine(PeerId self, DeliverySettings settings) {
    Tickets tickets = new Tickets();
    SendingValidator.Store store = new SendingValidator.Store(held, settings);
    this.connections = new Connections(tickets, settings.load());
    this.server = new EntryServer(view, held, settings, tickets);
    this.sending = new SendingValidator(view, new Groups(self), connections, store, tickets);
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
   */
  public record Snapshot(
      List<PeerId> peers,
      int itemsHeld,
      long bytesHeld,
      int candidates,
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
        sending.imported(moment, block);
      }
      case NodeInput.HeadFinalized(var head) -> {
        view.finalizeUpTo(head);
        view.finalized().ifPresent(state -> retention.dropOld(moment, state));
      }
      case NodeInput.PeerConnected connected -> connections.connected(moment, connected);
      case NodeInput.PeerLost(var peer) ->
          connections.lost(peer).forEach(ticket -> sending.failed(moment, ticket));
      case NodeInput.Asked asked -> asked(moment, asked);
      case NodeInput.Answered answered -> {
        connections.ended(moment, answered.peer());
        sending.answered(moment, answered);
      }
      case NodeInput.AskFailed failed -> {
        connections.ended(moment, failed.peer());
        sending.failed(moment, failed.ticket());
      }
      case NodeInput.ItemsLoaded loaded -> server.loaded(moment, loaded);
      case NodeInput.PovJudged judged -> sending.judged(moment, judged);
      case NodeInput.Notified _,
          NodeInput.ItemsJudged _,
          NodeInput.BlockBuilt _,
          NodeInput.TickElapsed _ -> {}
    }
  }

  private void asked(Moment moment, NodeInput.Asked asked) {
    PeerId peer = asked.peer();
    long ticket = asked.ticket();
    switch (asked.request()) {
      case PeerRequest.Submit submit -> sending.submitted(moment, peer, ticket, submit);
      case PeerRequest.FetchPov fetch -> sending.povAsked(moment, peer, ticket, fetch);
      case PeerRequest.Fetch fetch -> server.fetch(moment, peer, ticket, fetch);
      case PeerRequest.Queue queue -> server.list(moment, peer, ticket, queue);
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
    return Long.MAX_VALUE;
  }

  /** What it is doing now. */
  public Snapshot snapshot() {
    return new Snapshot(
        connections.peers(),
        held.size(),
        held.bytes(),
        sending.candidates(),
        server.requestsUnderWay(),
        view.size());
  }
}
