package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.erasure.Chunk;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The answer to a request; {@link Refusal} answers any. */
public sealed interface PeerResponse {
  /**
   * Answers a fetch.
   *
   * @param anchor of the request
   * @param items in queue order, at most 256, of {@link PeerLimits#ITEMS_BYTES_MAX} wire bytes
   *     together
   * @param next where to go on, if there is more
   */
  record Fetched(Hash32 anchor, List<Item> items, Optional<Watermark> next)
      implements PeerResponse {
    /** Copies the list; refuses too many items. */
    public Fetched {
      items = Bounds.copyAtMost(items, PeerLimits.ITEMS_MAX, "items");
    }
  }

  /**
   * Answers a push; positions are those of the request's items, each at most once in all three
   * lists.
   *
   * @param accepted stored now
   * @param duplicate held before
   * @param rejected not stored, with the reason
   */
  record Pushed(List<Integer> accepted, List<Integer> duplicate, List<Rejected> rejected)
      implements PeerResponse {
    /** Copies the lists; refuses positions that no push has, and one that stands twice. */
    public Pushed {
      accepted = List.copyOf(accepted);
      duplicate = List.copyOf(duplicate);
      rejected = List.copyOf(rejected);
      if (!isPartition(accepted, duplicate, rejected)) {
        throw new IllegalArgumentException("positions are beyond a push or stand twice");
      }
    }

    static boolean isPartition(
        List<Integer> accepted, List<Integer> duplicate, List<Rejected> rejected) {
      BitSet seen = new BitSet(PeerLimits.ITEMS_MAX);
      return accepted.stream().allMatch(at -> isNew(seen, at))
          && duplicate.stream().allMatch(at -> isNew(seen, at))
          && rejected.stream().allMatch(one -> isNew(seen, one.position()));
    }

    private static boolean isNew(BitSet seen, int position) {
      boolean isNew = position >= 0 && position < PeerLimits.ITEMS_MAX && !seen.get(position);
      if (isNew) {
        seen.set(position);
      }
      return isNew;
    }
  }

  /**
   * A pushed item that is not taken.
   *
   * @param position in the request
   * @param code why
   */
  record Rejected(int position, ErrorCode code) {
    /** Refuses a code that refuses nothing. */
    public Rejected {
      code = code.demandRefusal();
    }
  }

  /**
   * Answers a question for what waits.
   *
   * @param entries in queue order
   */
  record Listed(List<Waiting> entries) implements PeerResponse {
    /** Copies the list; refuses too many entries. */
    public Listed {
      entries = Bounds.copyAtMost(entries, PeerLimits.LISTED_MAX, "listed entries");
    }
  }

  /**
   * An entry that waits.
   *
   * @param id which
   * @param bodyBytes length of its body
   * @param isHeld whether the peer has it
   */
  record Waiting(EntryId id, long bodyBytes, boolean isHeld) {
    /** Refuses a body that nobody could hand over. */
    public Waiting {
      Bounds.demandAtMost(bodyBytes, PeerLimits.BODY_BYTES_MAX, "bytes of a body");
    }
  }

  /**
   * Answers a probe: BLAKE2b-256, keyed with the nonce, of each body that is held.
   *
   * @param macs one per entry asked for
   */
  record Probed(List<Optional<Hash32>> macs) implements PeerResponse {
    /** Copies the list; refuses too many. */
    public Probed {
      macs = Bounds.copyAtMost(macs, PeerLimits.PROBED_MAX, "probed entries");
    }
  }

  /**
   * Answers a new group.
   *
   * @param pending entries that are not acknowledged, in queue order
   * @param peers what was observed of collators, at most 64
   * @param next where to go on, if there is more
   * @param signature 64 bytes, Ed25519 by the answering validator; see {@link SigningPayload}
   */
  record HandedOver(
      List<Notification.Announced> pending,
      List<PeerNote> peers,
      Optional<Watermark> next,
      Bytes signature)
      implements PeerResponse {
    /** Copies the lists; refuses too many elements and signatures of another length. */
    public HandedOver {
      pending = Bounds.copyAtMost(pending, PeerLimits.LISTED_MAX, "pending entries");
      peers = Bounds.copyAtMost(peers, PeerLimits.NOTES_MAX, "notes");
      Bounds.demandSignature(signature);
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
      long lastSeen) {
    /** Refuses numbers that are too large, and more bits than the range has. */
    public PeerNote {
      Bounds.demandAtMost(prefix.size(), PeerLimits.PREFIX_BYTES_MAX, "bytes of a range");
      Bounds.demandAtMost(prefixBits, 8L * prefix.size(), "bits of a range");
      Bounds.demandU32(good);
      Bounds.demandU32(bad);
      Bounds.demandU16(medianWhitelistBlocks);
      Bounds.demandU32(lastSeen);
    }
  }

  /** Answers a submission and a pushed chunk: it is taken. */
  record Taken() implements PeerResponse {}

  /**
   * Answers a question for a proof of validity.
   *
   * @param pov encoded
   */
  record PovFound(Bytes pov) implements PeerResponse {
    /** Refuses what is too long. */
    public PovFound {
      Bounds.demandAtMost(pov.size(), PeerLimits.POV_BYTES_MAX, "bytes of a proof of validity");
    }
  }

  /**
   * Answers a question for a chunk.
   *
   * @param chunk the chunk
   */
  record ChunkFound(Chunk chunk) implements PeerResponse {
    /** Refuses a chunk that is too long. */
    public ChunkFound {
      ItemCodec.demandFits(chunk);
    }
  }

  /**
   * The request is not carried out.
   *
   * @param code why
   * @param retryAfterMillis when to ask again, 0 = not at all; unsigned 32 bits
   * @param hint number that goes with some codes, unsigned 32 bits
   */
  record Refusal(ErrorCode code, long retryAfterMillis, Optional<Long> hint)
      implements PeerResponse {
    /** Refuses a code that refuses nothing, and numbers that are too large. */
    public Refusal {
      code = code.demandRefusal();
      Bounds.demandU32(retryAfterMillis);
      hint.ifPresent(Bounds::demandU32);
    }
  }
}
