package dev.fairlead.kernel.history;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;

/**
 * A block and what ties it to the block before.
 *
 * @param ref number and hash
 * @param parentHash hash of the block before
 * @param timestamp seconds since 1970, unsigned
 */
public record BlockLink(BlockRef ref, Hash32 parentHash, long timestamp) {
  /** Height of the block, unsigned. */
  public long number() {
    return ref.number();
  }

  /** Hash of the block. */
  public Hash32 hash() {
    return ref.hash();
  }

  /** Whether this block comes directly after the other. */
  public boolean follows(BlockRef parent) {
    return number() == parent.number() + 1 && parentHash.equals(parent.hash());
  }
}
