package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;

/**
 * The facts of a block that stay when its logs are reduced to hashes.
 *
 * @param ref number and hash
 * @param parentHash hash of the block before
 * @param timestamp seconds since 1970, unsigned
 * @param logCount number of logs in the block
 * @param stateRoot state root of the header; zero if unknown
 * @param outboxRoot root of the storage that commits to outgoing messages (OP Stack: message-passer
 *     storage root, the header's withdrawals root since Isthmus); zero if unknown
 */
public record BlockSeal(
    BlockRef ref,
    Hash32 parentHash,
    long timestamp,
    int logCount,
    Hash32 stateRoot,
    Hash32 outboxRoot) {
  /** Refuses a negative count. */
  public BlockSeal {
    if (logCount < 0) {
      throw new IllegalArgumentException("negative log count: " + logCount);
    }
  }

  /** Height of the block. */
  public long number() {
    return ref.number();
  }

  /** Hash of the block. */
  public Hash32 hash() {
    return ref.hash();
  }
}
