package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;

/** The answer to a request; {@link Refusal} answers any. */
public sealed interface PeerResponse {
  /**
   * Answers a fetch.
   *
   * @param anchor of the request
   * @param items in queue order
   * @param next where to go on, if there is more
   */
  record Fetched(Hash32 anchor, List<Item> items, Optional<Watermark> next)
      implements PeerResponse {
    /** Copies the list. */
    public Fetched {
      items = List.copyOf(items);
    }
  }

  /**
   * Answers a push; positions are those of the request's items.
   *
   * @param accepted stored now
   * @param duplicate held before
   * @param rejected not stored, with the reason
   */
  record Pushed(List<Integer> accepted, List<Integer> duplicate, List<Rejected> rejected)
      implements PeerResponse {
    /** Copies the lists. */
    public Pushed {
      accepted = List.copyOf(accepted);
      duplicate = List.copyOf(duplicate);
      rejected = List.copyOf(rejected);
    }
  }

  /**
   * A pushed item that is not taken.
   *
   * @param position in the request
   * @param code why
   */
  record Rejected(int position, ErrorCode code) {}

  /**
   * Answers a question for what waits.
   *
   * @param entries in queue order
   */
  record Listed(List<Waiting> entries) implements PeerResponse {
    /** Copies the list. */
    public Listed {
      entries = List.copyOf(entries);
    }
  }

  /**
   * An entry that waits.
   *
   * @param id which
   * @param bodyBytes length of its body
   * @param isHeld whether the peer has it
   */
  record Waiting(EntryId id, long bodyBytes, boolean isHeld) {}

  /**
   * Answers a probe: BLAKE2b-256, keyed with the nonce, of each body that is held.
   *
   * @param macs one per entry asked for
   */
  record Probed(List<Optional<Hash32>> macs) implements PeerResponse {
    /** Copies the list. */
    public Probed {
      macs = List.copyOf(macs);
    }
  }

  /**
   * Answers a new group.
   *
   * @param pending entries that are not acknowledged, in queue order
   * @param peers what was observed of collators, at most 64
   * @param next where to go on, if there is more
   * @param signature 64 bytes, Ed25519 by the answering validator
   */
  record HandedOver(
      List<Notification.Announced> pending,
      List<PeerNote> peers,
      Optional<Watermark> next,
      Bytes signature)
      implements PeerResponse {
    /** Copies the lists. */
    public HandedOver {
      pending = List.copyOf(pending);
      peers = List.copyOf(peers);
    }
  }

  /**
   * What a validator has observed of a collator; breaks ties, nothing else (N-G3).
   *
   * @param peer whom
   * @param prefix address range, at most 16 bytes
   * @param prefixBits how many bits of it count
   * @param good deliveries that were acknowledged in time
   * @param bad deliveries that were not
   * @param medianWhitelistBlocks median of blocks between first sending and acknowledgement
   * @param lastSeen relay block, unsigned 32 bits
   */
  record PeerNote(
      PeerId peer,
      Bytes prefix,
      int prefixBits,
      long good,
      long bad,
      int medianWhitelistBlocks,
      long lastSeen) {}

  /** Answers a submission and a pushed chunk: it is taken. */
  record Taken() implements PeerResponse {}

  /**
   * Answers a question for a proof of validity.
   *
   * @param pov encoded
   */
  record PovFound(Bytes pov) implements PeerResponse {}

  /**
   * Answers a question for a chunk.
   *
   * @param chunk the chunk
   */
  record ChunkFound(Chunk chunk) implements PeerResponse {}

  /**
   * The request is not carried out.
   *
   * @param code why
   * @param retryAfterMillis when to ask again, 0 = not at all; unsigned 32 bits
   * @param hint number that goes with some codes, unsigned 32 bits
   */
  record Refusal(ErrorCode code, long retryAfterMillis, Optional<Long> hint)
      implements PeerResponse {}
}
