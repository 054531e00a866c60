package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockRef;

/** The base-chain block up to which data is needed to derive something. */
public sealed interface BaseInclusion {
  /** A source without derivation, as in follow mode, cannot tell. */
  record Unknown() implements BaseInclusion {}

  /**
   * The newest base-chain block among the needed ones.
   *
   * @param block that block
   */
  record Known(BlockRef block) implements BaseInclusion {}

  /** The later of both; unknown if one of them is. */
  default BaseInclusion max(BaseInclusion other) {
    if (this instanceof Known(BlockRef mine) && other instanceof Known(BlockRef theirs)) {
      return Long.compareUnsigned(mine.number(), theirs.number()) >= 0 ? this : other;
    }
    return new Unknown();
  }
}
