package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;

/** What a node asks of another; one stream per request. */
public sealed interface PeerRequest {
  /** The protocol that carries it. */
  PeerProtocol protocol();

  /**
   * Asks for entries of a queue, in queue order ({@code xcmp-fetch/1}).
   *
   * @param recipient whose queue
   * @param anchor relay block whose state the asker trusts
   * @param from first position wanted
   * @param senders only these, at most 128; absent = all
   * @param itemsMax at most 256
   * @param bytesMax of all bodies together, at most 4 MiB
   * @param want what of each entry
   */
  record Fetch(
      ParaId recipient,
      Hash32 anchor,
      Watermark from,
      Optional<List<ParaId>> senders,
      int itemsMax,
      long bytesMax,
      Want want)
      implements PeerRequest {
    /** Copies the list; refuses more than an answer may hold. */
    public Fetch {
      senders = senders.map(list -> Bounds.copyAtMost(list, PeerLimits.SENDERS_MAX, "senders"));
      Bounds.demandAtMost(itemsMax, PeerLimits.ITEMS_MAX, "items asked for");
      Bounds.demandAtMost(bytesMax, PeerLimits.FETCH_BYTES_MAX, "bytes asked for");
    }

    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.FETCH;
    }
  }

  /** What a fetch wants of each entry. */
  enum Want {
    /** All of it: 1 on the wire. */
    BODIES(1),
    /** Link and proof, no body: 2 on the wire. */
    PROOFS(2),
    /** Answered like {@link #PROOFS}, as no item goes without its proof (AM15): 4 on the wire. */
    LINKS_ONLY(4);

    private final int code;

    Want(int code) {
      this.code = code;
    }

    /** Number on the wire. */
    public int code() {
      return code;
    }
  }

  /**
   * Hands entries over ({@code xcmp-push/1}).
   *
   * @param anchor relay block under which they are enacted
   * @param items at most 256, of {@link PeerLimits#ITEMS_BYTES_MAX} wire bytes together
   */
  record Push(Hash32 anchor, List<Item> items) implements PeerRequest {
    /** Copies the list; refuses too many items. */
    public Push {
      items = Bounds.copyAtMost(items, PeerLimits.ITEMS_MAX, "items");
    }

    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.PUSH;
    }
  }

  /**
   * Asks what waits ({@code xcmp-queue/1}).
   *
   * @param recipient whose queue
   * @param anchor relay block whose state the asker trusts
   * @param after position after which to list
   * @param max at most 1,024
   */
  record Queue(ParaId recipient, Hash32 anchor, Watermark after, int max) implements PeerRequest {
    /** Refuses more than an answer may hold. */
    public Queue {
      Bounds.demandAtMost(max, PeerLimits.LISTED_MAX, "entries asked for");
    }

    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.QUEUE;
    }
  }

  /**
   * Checks that a peer holds bodies ({@code xcmp-probe/1}).
   *
   * @param nonce key of the answers
   * @param entries at most 8 (AM22)
   */
  record Probe(Hash32 nonce, List<EntryId> entries) implements PeerRequest {
    /** Copies the list; refuses too many entries. */
    public Probe {
      entries = Bounds.copyAtMost(entries, PeerLimits.PROBED_MAX, "probed entries");
    }

    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.PROBE;
    }
  }

  /**
   * A new receiving group asks the old one ({@code xcmp-handover/1}).
   *
   * @param recipient whose queue
   * @param session index, unsigned 32 bits
   * @param after position after which to list (AM22)
   */
  record Handover(ParaId recipient, long session, Watermark after) implements PeerRequest {
    /** Refuses a session of more than 32 bits. */
    public Handover {
      Bounds.demandU32(session);
    }

    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.HANDOVER;
    }
  }

  /**
   * A collator hands a candidate to a member of its group ({@code xcmp-submit/1}, AM18).
   *
   * @param candidate as {@link dev.fairlead.xcmp.relaychain.CandidateCodec} encodes it
   * @param pov encoded proof of validity, at most 10 MiB
   */
  record Submit(Bytes candidate, Bytes pov) implements PeerRequest {
    /** Refuses what is too long. */
    public Submit {
      Bounds.demandAtMost(candidate.size(), PeerLimits.CANDIDATE_BYTES_MAX, "candidate bytes");
      Bounds.demandAtMost(pov.size(), PeerLimits.POV_BYTES_MAX, "bytes of a proof of validity");
    }

    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.SUBMIT;
    }
  }

  /**
   * A member of the group asks for a proof of validity ({@code xcmp-pov/1}).
   *
   * @param povHash of the proof
   */
  record FetchPov(Hash32 povHash) implements PeerRequest {
    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.POV;
    }
  }

  /**
   * The backer hands a validator its chunk ({@code xcmp-chunk/1}).
   *
   * @param candidate hash of the candidate
   * @param chunk the chunk
   */
  record PushChunk(Hash32 candidate, Chunk chunk) implements PeerRequest {
    /** Refuses a chunk that is too long. */
    public PushChunk {
      ItemCodec.demandFits(chunk);
    }

    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.CHUNK;
    }
  }

  /**
   * Asks for a chunk, to recover a proof of validity ({@code xcmp-chunk/1}).
   *
   * @param candidate hash of the candidate
   * @param index of the chunk, unsigned 32 bits
   */
  record FetchChunk(Hash32 candidate, long index) implements PeerRequest {
    /** Refuses an index of more than 32 bits. */
    public FetchChunk {
      Bounds.demandU32(index);
    }

    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.CHUNK;
    }
  }
}
