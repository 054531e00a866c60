package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.bytes.Hash32;

/** Answer to the question for the log at a position. */
public sealed interface LogLookup {
  /** The log is stored; its block's seal comes with it. */
  record Found(BlockSeal seal, Hash32 logHash) implements LogLookup {}

  /** The block is stored and has no log of that index. */
  record NoSuchLog(BlockSeal seal) implements LogLookup {}

  /** The block is above the tip, or the log is empty. */
  record Ahead() implements LogLookup {}

  /** The block is below the first stored one: pruned, or never fetched. */
  record BelowFirst(long firstNumber) implements LogLookup {}
}
