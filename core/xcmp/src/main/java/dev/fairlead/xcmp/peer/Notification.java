package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;

/** What a node says without being asked, on {@code xcmp/1}. */
public sealed interface Notification {
  /**
   * First of all, and again when the session changes (AM22).
   *
   * @param version of the protocol, unsigned 16 bits
   * @param role what the node is
   * @param para whose collator or full node it is
   * @param bestNumber height of its relay chain, unsigned 32 bits
   * @param bestHash of that block
   * @param validatorProof of a validator
   */
  record Hello(
      int version,
      Role role,
      Optional<ParaId> para,
      long bestNumber,
      Hash32 bestHash,
      Optional<ValidatorProof> validatorProof)
      implements Notification {
    /** The version described here. */
    public static final int VERSION = 1;

    /** Refuses numbers that are too large. */
    public Hello {
      Bounds.demandU16(version);
      Bounds.demandU32(bestNumber);
    }
  }

  /**
   * Shows that a peer is a validator.
   *
   * @param session index, unsigned 32 bits
   * @param validator position in the session, unsigned 32 bits
   * @param signature 64 bytes, Ed25519 over tag, genesis, session, index and peer id
   */
  record ValidatorProof(long session, long validator, Bytes signature) {
    /** Refuses numbers that are too large and signatures of another length. */
    public ValidatorProof {
      Bounds.demandU32(session);
      Bounds.demandU32(validator);
      Bounds.demandSignature(signature);
    }
  }

  /**
   * Which relay blocks the node sees as heads.
   *
   * @param heads at most 5, none an ancestor of another
   * @param finalized number of the newest final block, unsigned 32 bits
   */
  record View(List<Hash32> heads, long finalized) implements Notification {
    /** Copies the list; refuses too many heads. */
    public View {
      heads = Bounds.copyAtMost(heads, PeerLimits.HEADS_MAX, "heads");
      Bounds.demandU32(finalized);
    }
  }

  /**
   * Entries that the node holds and that are visible at the peer's view.
   *
   * @param entries at most 512
   */
  record Announce(List<Announced> entries) implements Notification {
    /** Copies the list; refuses too many entries. */
    public Announce {
      entries = Bounds.copyAtMost(entries, PeerLimits.ANNOUNCED_MAX, "announced entries");
    }
  }

  /**
   * One announced entry.
   *
   * @param id which
   * @param bodyBytes length of its body, at most 1 MiB
   */
  record Announced(EntryId id, long bodyBytes) {
    /** Refuses a body that nobody could hand over. */
    public Announced {
      Bounds.demandAtMost(bodyBytes, PeerLimits.BODY_BYTES_MAX, "bytes of a body");
    }
  }

  /**
   * Receipt: the node holds all entries of a recipient up to a position but for the holes (AM20).
   * Lapses when the anchor leaves the view; a later one replaces it.
   *
   * @param recipient whose queue
   * @param anchor relay block that the positions hang on
   * @param upTo position, never backwards under one anchor's descendants
   * @param holes at most 256
   */
  record Have(ParaId recipient, Hash32 anchor, Watermark upTo, List<EntryId> holes)
      implements Notification {
    /** Copies the list; refuses too many holes. */
    public Have {
      holes = Bounds.copyAtMost(holes, PeerLimits.HOLES_MAX, "holes");
    }
  }

  /**
   * Entries that the node no longer holds.
   *
   * @param entries at most 256
   */
  record Drop(List<EntryId> entries) implements Notification {
    /** Copies the list; refuses too many entries. */
    public Drop {
      entries = Bounds.copyAtMost(entries, PeerLimits.DROPPED_MAX, "dropped entries");
    }
  }

  /**
   * Said before closing.
   *
   * @param code why
   * @param text at most 64 bytes of UTF-8, for people
   */
  record Bye(ErrorCode code, Bytes text) implements Notification {
    /** Refuses a long text. */
    public Bye {
      Bounds.demandAtMost(text.size(), PeerLimits.BYE_BYTES_MAX, "bytes of text");
    }
  }

  /**
   * A validator's word on a candidate (AM18).
   *
   * @param kind what it says
   * @param candidate hash of the candidate
   * @param session index, unsigned 32 bits
   * @param validator position in the session, unsigned 32 bits
   * @param signature 64 bytes, Ed25519 over tag, kind and hash
   */
  record Statement(
      StatementKind kind, Hash32 candidate, long session, long validator, Bytes signature)
      implements Notification {
    /** Refuses numbers that are too large and signatures of another length. */
    public Statement {
      Bounds.demandU32(session);
      Bounds.demandU32(validator);
      Bounds.demandSignature(signature);
    }
  }

  /** What a statement says. */
  enum StatementKind {
    /** I have checked the candidate and it is good. */
    VALID(0),
    /** I hold my chunk of its proof of validity. */
    AVAILABLE(1),
    /** I have checked the candidate and it is wrong. */
    INVALID(2);

    private final int code;

    StatementKind(int code) {
      this.code = code;
    }

    /** Number on the wire. */
    public int code() {
      return code;
    }
  }
}
