package dev.fairlead.kernel.identity;

import dev.fairlead.kernel.bytes.Hash32;

/**
 * Points at one block of a chain that is known from the context.
 *
 * @param number height, from the chain's genesis, unsigned
 * @param hash block hash
 */
public record BlockRef(long number, Hash32 hash) {
  /** {@code number:hash}. */
  @Override
  public String toString() {
    return Long.toUnsignedString(number) + ":" + hash;
  }
}
