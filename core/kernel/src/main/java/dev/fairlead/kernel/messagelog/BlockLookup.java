package dev.fairlead.kernel.messagelog;

/** Answer to the question for the block at a height. */
public sealed interface BlockLookup {
  /** The block is stored. */
  record Found(SealedBlock block) implements BlockLookup {}

  /** The height is above the tip; nothing is known of it. */
  record Ahead() implements BlockLookup {}

  /** The height is below the first stored block: pruned, or never fetched. */
  record BelowFirst(long firstNumber) implements BlockLookup {}
}
