package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import java.util.Optional;

/** A durable change of the queue. Applied in order, the changes give the queue back. */
public sealed interface RelayRecord {
  /**
   * All that is kept about one message; replaces what was kept before.
   *
   * @param message the message
   * @param sightings emissions that are known
   * @param stage how far it has come
   * @param slots its nonce: none or one
   */
  record Stored(PendingMessage message, List<Sighting> sightings, Stage stage, List<Slot> slots)
      implements RelayRecord {
    /** Copies the lists. */
    public Stored {
      sightings = List.copyOf(sightings);
      slots = List.copyOf(slots);
      if (slots.size() > 1) {
        throw new IllegalArgumentException("a message occupies at most one nonce");
      }
    }

    /** Its nonce. */
    public Optional<Slot> slot() {
      return slots.isEmpty() ? Optional.empty() : Optional.of(slots.getFirst());
    }
  }

  /**
   * The message is done, and so deep that no reorg brings it back.
   *
   * @param hash the message
   */
  record Forgotten(Hash32 hash) implements RelayRecord {}

  /**
   * A chain was read up to a block.
   *
   * @param chain the chain
   * @param upTo the block; extends the {@link ScanCursor}
   */
  record Scanned(ChainId chain, BlockRef upTo) implements RelayRecord {}

  /**
   * A reorg has taken what was read above a height.
   *
   * @param chain the chain
   * @param ancestor the height, unsigned
   */
  record Unwound(ChainId chain, long ancestor) implements RelayRecord {}

  /** The part of a {@link DeliveryState} that survives a restart. */
  sealed interface Stage {
    /** Must be tried; with an open slot its transaction may be on its way. */
    record Queued() implements Stage {}

    /** See {@link DeliveryState.Expired}. */
    record Expired(long deadline) implements Stage {}

    /** See {@link DeliveryState.Delivered}. */
    record Delivered(long blockNumber, Evidence evidence) implements Stage {}
  }
}
