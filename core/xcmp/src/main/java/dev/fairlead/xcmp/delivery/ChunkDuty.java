package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a validator does so that proofs of validity stay available (AM18, AM23): spreads the chunks
 * of what its group has backed, keeps its own of every candidate, and gives them to whoever asks.
 *
 * <pre>
 * CandidateBacked, PovCoded, PushChunk answered → {@link ChunkSpreader}
 * CandidateBacked, Asked(PushChunk), ChunkJudged → {@link ChunkKeeper}
 * Asked(FetchChunk), ChunkLoaded, PovCoded → {@link ChunkServer}
 * HeadFinalized → {@link HeldChunks}
 * </pre>
 */
final class ChunkDuty {
  private final Groups groups;
  private final DeliverySettings settings;
  private final ChunkSpreader spreader;
  private final ChunkKeeper keeper;
  private final ChunkServer server;

  /**
   * The duty of one validator.
   *
   * @param povs proofs of validity that the node has judged good lately, by candidate
   */
  ChunkDuty(NodeParts node, Function<Hash32, Optional<Bytes>> povs) {
    this.groups = node.groups();
    this.settings = node.store().settings();
    this.spreader = new ChunkSpreader(node.connections(), settings, node.tickets(), povs);
    this.keeper = new ChunkKeeper(groups, node.connections(), settings, node.tickets());
    this.server = new ChunkServer(node.view(), keeper.held(), settings, node.tickets(), povs);
  }

  void opened(NodeInput.StoreOpened input) {
    keeper.held().opened(input.chunks());
  }

  void imported(Moment moment, NodeInput.BlockImported block, boolean isFirst) {
    RelayState state = block.state();
    if (isFirst) {
      keeper.held().began(state.number());
    }
    if (block.isBest()) {
      keeper.moved(state);
      int blocks = state.settings().candidates().availabilityBlocks();
      spreader.forgetBackedBefore(state.number() - blocks);
    }
    if (!settings.chunks().isOn()) {
      return;
    }
    RelaySession session = state.session();
    Optional<Integer> index = groups.validator(session);
    if (index.isPresent()) {
      for (RelayEvent event : block.events()) {
        if (event instanceof RelayEvent.CandidateBacked taken) {
          find(state, taken)
              .filter(one -> one.candidate().session() == session.index())
              .ifPresent(one -> backed(moment, new BackedCandidate(one, session, index.get())));
        }
      }
    }
  }

  private static Optional<InFlight> find(RelayState state, RelayEvent.CandidateBacked taken) {
    List<InFlight> inFlight = state.inFlight(taken.para());
    return inFlight.stream().filter(one -> one.hash().equals(taken.candidate())).findFirst();
  }

  private void backed(Moment moment, BackedCandidate candidate) {
    boolean isKnown = keeper.isMissing(candidate.hash()) || keeper.held().holds(candidate.hash());
    keeper.backed(moment, candidate);
    if (!isKnown && candidate.isBacker(candidate.index())) {
      spreader.backed(moment, candidate);
    }
  }

  /** A proof of validity may be here that was not. */
  void povJudged(Moment moment) {
    spreader.consider(moment);
  }

  /** An effect about chunks has been carried out. */
  void done(Moment moment, NodeInput input) {
    switch (input) {
      case NodeInput.PovCoded coded -> {
        if (!server.coded(moment, coded)) {
          spreader.coded(moment, coded).ifPresent(own -> keeper.made(moment, own));
        }
      }
      case NodeInput.ChunkJudged judged -> keeper.judged(moment, judged);
      case NodeInput.ChunkLoaded loaded -> server.loaded(moment, loaded);
      default -> throw new IllegalArgumentException("not about chunks: " + input);
    }
  }

  void pushed(Moment moment, NodeInput.Asked asked, PeerRequest.PushChunk push) {
    keeper.pushed(moment, asked, push);
  }

  void fetched(Moment moment, NodeInput.Asked asked, PeerRequest.FetchChunk fetch) {
    server.fetched(moment, asked, fetch);
  }

  /** Whether the ticket was one of this component. */
  boolean answered(Moment moment, NodeInput.Answered input) {
    return spreader.answered(moment, input) || keeper.answered(moment, input);
  }

  /** Whether the ticket was one of this component. */
  boolean failed(Moment moment, long ticket, NodeInput.AskFailure cause) {
    return spreader.failed(moment, ticket) || keeper.failed(moment, ticket, cause);
  }

  void elapsed(Moment moment) {
    spreader.elapsed(moment);
    keeper.ask(moment);
  }

  void finalized(Moment moment, RelayState finalized) {
    int blocks = settings.retention().validatorBlocks();
    List<Hash32> gone = keeper.held().dropOld(finalized, blocks);
    if (!gone.isEmpty()) {
      moment.emit(new NodeEffect.DropChunks(gone));
    }
  }

  long nextDeadlineNanos() {
    return Math.min(spreader.nextDeadlineNanos(), keeper.nextDeadlineNanos());
  }

  int chunksHeld() {
    return keeper.held().size();
  }
}
