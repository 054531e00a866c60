package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.Notification;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.BodyPost;
import dev.fairlead.xcmp.relaychain.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * What a node of the delivery network must do, in this order. A {@link StoreItems} or {@link
 * StoreChunk} before an answer, a notification or a statement means: on disk first.
 */
public sealed interface NodeEffect {
  /** Connect; answered by {@code PeerConnected} or {@code PeerLost}. */
  record Dial(PeerId peer) implements NodeEffect {}

  /** Close the connection. */
  record Disconnect(PeerId peer) implements NodeEffect {}

  /** Say something to a connected peer; lost silently if it is gone. */
  record Notify(PeerId peer, Notification notification) implements NodeEffect {}

  /** Ask a connected peer; answered by {@code Answered} or {@code AskFailed}. */
  record Ask(PeerId peer, long ticket, PeerRequest request) implements NodeEffect {}

  /** Answers with so many bytes of bodies are out at once; for longer ones the owner says when. */
  long SMALL_ANSWER_BYTES = 64 << 10;

  /**
   * Answer a request of a peer; answered by {@code AnswerSent} if it has more bodies than {@link
   * #SMALL_ANSWER_BYTES}.
   */
  record Answer(PeerId peer, long ticket, PeerResponse response) implements NodeEffect {}

  /**
   * Keep items with their bodies, durably. Items are kept under the hash of their candidate, as
   * pipelined entries are named (AM15), so that forks share what they enact both. {@link LoadItems}
   * and {@link DropItems} use the same names.
   */
  record StoreItems(List<Item> items) implements NodeEffect {
    /** Copies the list. */
    public StoreItems {
      items = List.copyOf(items);
    }
  }

  /** Forget items. */
  record DropItems(List<EntryId> entries) implements NodeEffect {
    /** Copies the list. */
    public DropItems {
      entries = List.copyOf(entries);
    }
  }

  /** Read items; answered by {@code ItemsLoaded}. */
  record LoadItems(long ticket, List<EntryId> entries) implements NodeEffect {
    /** Copies the list. */
    public LoadItems {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Compute the codes of bodies in the store, see {@link dev.fairlead.xcmp.peer.ProbeMac}; answered
   * by {@code BodiesMacked}.
   *
   * @param nonce absent if the owner is to draw one that nobody can foresee
   */
  record MacBodies(long ticket, Optional<Hash32> nonce, List<EntryId> entries)
      implements NodeEffect {
    /** Copies the list. */
    public MacBodies {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Hash bodies and check proofs of items from a peer; answered by {@code ItemsJudged}.
   *
   * @param anchor relay block whose state tells the message roots
   */
  record JudgeItems(long ticket, Hash32 anchor, List<Item> items) implements NodeEffect {
    /** Copies the list. */
    public JudgeItems {
      items = List.copyOf(items);
    }
  }

  /** Check a proof of validity, its erasure root included; answered by {@code PovJudged}. */
  record JudgePov(long ticket, Candidate candidate, Bytes pov) implements NodeEffect {}

  /**
   * Erasure-code a proof of validity (AM18); answered by {@code PovCoded}.
   *
   * @param candidate hash of the candidate whose proof it is
   * @param validators how many keep a chunk each
   * @param indexes of the chunks that are wanted
   */
  record CodePov(long ticket, Hash32 candidate, int validators, Bytes pov, List<Integer> indexes)
      implements NodeEffect {
    /** Copies the list. */
    public CodePov {
      indexes = List.copyOf(indexes);
    }
  }

  /**
   * Check that a chunk from a peer leads to a candidate's erasure root; answered by {@code
   * ChunkJudged}.
   *
   * @param validators how many keep a chunk each
   */
  record JudgeChunk(long ticket, Hash32 erasureRoot, int validators, Chunk chunk)
      implements NodeEffect {}

  /**
   * Rebuild a proof of validity from chunks that lead to the erasure root; answered by {@code
   * PovRecovered}.
   *
   * @param validators how many keep a chunk each
   */
  record RecoverPov(long ticket, Hash32 erasureRoot, int validators, List<Chunk> chunks)
      implements NodeEffect {
    /** Copies the list. */
    public RecoverPov {
      chunks = List.copyOf(chunks);
    }
  }

  /** Keep this node's chunk of a candidate, durably. */
  record StoreChunk(Hash32 candidate, Chunk chunk) implements NodeEffect {}

  /** Read this node's chunk of a candidate; answered by {@code ChunkLoaded}. */
  record LoadChunk(long ticket, Hash32 candidate) implements NodeEffect {}

  /** Forget this node's chunks of candidates. */
  record DropChunks(List<Hash32> candidates) implements NodeEffect {
    /** Copies the list. */
    public DropChunks {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Build a para block; answered by {@code BlockBuilt}.
   *
   * @param relayParent block to build on
   * @param cut position up to which the bodies are held
   */
  record BuildBlock(long ticket, Hash32 relayParent, Watermark cut) implements NodeEffect {}

  /**
   * Sign a statement and give it to the relay chain's authors and, unless it is about a chunk, to
   * the group.
   */
  record State(Hash32 candidate, Candidate content, Notification.StatementKind kind)
      implements NodeEffect {}

  /** Hand a body to the relay chain as last resort. */
  record Post(BodyPost post) implements NodeEffect {}

  /**
   * Sign what is handed over, see {@link dev.fairlead.xcmp.peer.SigningPayload}, and answer with
   * it.
   *
   * @param question that the peer has asked with the ticket
   * @param unsigned the answer; its signature means nothing
   */
  record SignHandOver(
      PeerId peer, long ticket, PeerRequest.Handover question, PeerResponse.HandedOver unsigned)
      implements NodeEffect {}

  /** A peer has misbehaved: the owner's log and the heat of its address range. */
  record Report(PeerId peer, PeerFault fault) implements NodeEffect {}

  /** What a peer has done wrong (section 5.8). */
  enum PeerFault {
    /** It sent an item that does not check. */
    INVALID_ITEM,
    /** It sent bytes that do not decode. */
    MALFORMED,
    /** It sent a chunk that does not lead to the erasure root. */
    INVALID_CHUNK,
    /** It announced what it does not hold. */
    NOT_HELD,
    /** It submitted a candidate that is not valid. */
    INVALID_CANDIDATE,
    /** What it took was not acknowledged in time. */
    BLACKLISTED,
    /** It took an answer more slowly than 64 KiB per second (AM22). */
    SLOW_READER
  }
}
