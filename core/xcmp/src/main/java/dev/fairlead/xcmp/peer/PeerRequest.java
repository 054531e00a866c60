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
    /** Copies the list. */
    public Fetch {
      senders = senders.map(List::copyOf);
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
    /** Link and proof without body: 2 on the wire. */
    PROOFS(2),
    /** The same, for asking about lengths: 4 on the wire. */
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
   * @param items at most 256
   */
  record Push(Hash32 anchor, List<Item> items) implements PeerRequest {
    /** Copies the list. */
    public Push {
      items = List.copyOf(items);
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
    /** Copies the list. */
    public Probe {
      entries = List.copyOf(entries);
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
    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.HANDOVER;
    }
  }

  /**
   * A collator hands a candidate to a member of its group ({@code xcmp-submit/1}, AM18).
   *
   * @param candidate encoded candidate
   * @param pov encoded proof of validity
   */
  record Submit(Bytes candidate, Bytes pov) implements PeerRequest {
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
    @Override
    public PeerProtocol protocol() {
      return PeerProtocol.CHUNK;
    }
  }
}
