package dev.fairlead.kernel.messagelog;

/** Answer to the question for the seal at a height. */
public sealed interface SealLookup {
  /** The block is stored. */
  record Found(BlockSeal seal) implements SealLookup {}

  /** The height is above the tip, or the log is empty. */
  record Ahead() implements SealLookup {}

  /** The height is below the first stored block: pruned, or never fetched. */
  record BelowFirst(long firstNumber) implements SealLookup {}
}
