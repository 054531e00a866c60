package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.judge.NetworkAddress;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;

/**
 * What a node of the delivery network is told. Tickets name the effect that is answered; a machine
 * gives each out once.
 */
public sealed interface NodeInput {
  /**
   * After a start, before all else: what the store holds from before.
   *
   * @param kept by the names that {@link NodeEffect.StoreItems} gave
   * @param chunks by the candidates that {@link NodeEffect.StoreChunk} gave
   */
  record StoreOpened(List<Kept> kept, List<KeptChunk> chunks) implements NodeInput {
    /** Copies the lists. */
    public StoreOpened {
      kept = List.copyOf(kept);
      chunks = List.copyOf(chunks);
    }

    /** A store without chunks. */
    public StoreOpened(List<Kept> kept) {
      this(kept, List.of());
    }
  }

  /**
   * A chunk in the store.
   *
   * @param candidate hash of the candidate
   * @param bytes its length
   */
  record KeptChunk(Hash32 candidate, long bytes) {}

  /**
   * An item in the store.
   *
   * @param key its name there
   * @param bodyBytes length of its body
   */
  record Kept(EntryId key, long bodyBytes) {}

  /**
   * The node's relay client has a new block. States are shared and never change.
   *
   * @param state after the block
   * @param parent hash of the block before
   * @param events what the block did
   * @param isBest whether it is the head now
   */
  record BlockImported(RelayState state, Hash32 parent, List<RelayEvent> events, boolean isBest)
      implements NodeInput {
    /** Copies the list. */
    public BlockImported {
      events = List.copyOf(events);
    }
  }

  /**
   * A relay block, and with it all before, is final.
   *
   * @param head the newest final block
   */
  record HeadFinalized(BlockRef head) implements NodeInput {}

  /**
   * A connection stands and its handshake is read.
   *
   * @param peer authenticated by the transport
   * @param hello what it says of itself
   * @param isValidatorProven whether its proof as validator holds; if not it counts as full node
   * @param address from which it talks
   */
  record PeerConnected(
      PeerId peer, Notification.Hello hello, boolean isValidatorProven, NetworkAddress address)
      implements NodeInput {}

  /** A connection is gone, or a dial failed. Requests on it have failed before. */
  record PeerLost(PeerId peer) implements NodeInput {}

  /** A notification that decodes and keeps its limits. */
  record Notified(PeerId peer, Notification notification) implements NodeInput {}

  /** A request that decodes; must be answered by {@link NodeEffect.Answer} with the ticket. */
  record Asked(PeerId peer, long ticket, PeerRequest request) implements NodeInput {}

  /**
   * An answer with more than {@link NodeEffect#SMALL_ANSWER_BYTES} of bodies has been taken by the
   * peer, or the transport has given it up.
   *
   * @param ticket of the request that was answered
   */
  record AnswerSent(PeerId peer, long ticket) implements NodeInput {}

  /**
   * The answer to {@link NodeEffect.Ask}. The signature of what is handed over holds; an answer
   * with a wrong one counts as malformed.
   */
  record Answered(PeerId peer, long ticket, PeerResponse response) implements NodeInput {}

  /** No answer came: time-out, broken connection, or bytes that do not decode. */
  record AskFailed(PeerId peer, long ticket, AskFailure cause) implements NodeInput {}

  /** Why no answer came. */
  enum AskFailure {
    /** Not in time. */
    TIMEOUT,
    /** The connection broke or was never there. */
    DISCONNECTED,
    /** What came does not decode or breaks a limit: the peer's fault. */
    MALFORMED
  }

  /**
   * The answer to {@link NodeEffect.LoadItems}, in the order asked for; absent if not stored.
   *
   * @param items with bodies
   */
  record ItemsLoaded(long ticket, List<Optional<Item>> items) implements NodeInput {
    /** Copies the list. */
    public ItemsLoaded {
      items = List.copyOf(items);
    }
  }

  /**
   * The answer to {@link NodeEffect.MacBodies}, in the order asked for; absent if not stored.
   *
   * @param nonce the one given, or the one drawn
   */
  record BodiesMacked(long ticket, Hash32 nonce, List<Optional<Hash32>> macs) implements NodeInput {
    /** Copies the list. */
    public BodiesMacked {
      macs = List.copyOf(macs);
    }
  }

  /**
   * The answer to {@link NodeEffect.JudgeItems}.
   *
   * @param faults per item in the order given; absent if it is good
   */
  record ItemsJudged(long ticket, List<Optional<ItemFault>> faults) implements NodeInput {
    /** Copies the list. */
    public ItemsJudged {
      faults = List.copyOf(faults);
    }
  }

  /**
   * The answer to {@link NodeEffect.JudgePov}.
   *
   * @param outgoing the batches that the candidate sends, with their proofs, as pipelined items
   *     (AM15); absent if the candidate is not valid
   */
  record PovJudged(long ticket, Optional<List<Item>> outgoing) implements NodeInput {}

  /**
   * The answer to {@link NodeEffect.CodePov}.
   *
   * @param chunks those asked for, in that order
   */
  record PovCoded(long ticket, List<Chunk> chunks) implements NodeInput {
    /** Copies the list. */
    public PovCoded {
      chunks = List.copyOf(chunks);
    }
  }

  /**
   * The answer to {@link NodeEffect.JudgeChunk}.
   *
   * @param isGood whether the chunk leads to the root
   */
  record ChunkJudged(long ticket, boolean isGood) implements NodeInput {}

  /**
   * The answer to {@link NodeEffect.RecoverPov}.
   *
   * @param pov encoded; absent if the chunks belong to no proof
   */
  record PovRecovered(long ticket, Optional<Bytes> pov) implements NodeInput {}

  /** The answer to {@link NodeEffect.LoadChunk}; absent if it is not stored. */
  record ChunkLoaded(long ticket, Optional<Chunk> chunk) implements NodeInput {}

  /**
   * The answer to {@link NodeEffect.BuildBlock}.
   *
   * @param built absent if no block can be built there
   */
  record BlockBuilt(long ticket, Optional<Built> built) implements NodeInput {}

  /**
   * A para block and what proves it.
   *
   * @param candidate to be submitted
   * @param pov encoded proof of validity
   * @param outgoing batches it sends, as pipelined items
   */
  record Built(Candidate candidate, Bytes pov, List<Item> outgoing) {
    /** Copies the list. */
    public Built {
      outgoing = List.copyOf(outgoing);
    }
  }

  /** Time has come for what {@code nextDeadlineNanos} has asked for. */
  record TickElapsed() implements NodeInput {}
}
