package dev.fairlead.kernel.messagelog;

/** What became of a rewind. */
public sealed interface RewindResult {
  /** The target is the tip now; so many blocks were removed. */
  record Rewound(long blocksRemoved) implements RewindResult {}

  /** The target lies below the first stored block; the log is empty now. */
  record Cleared(long blocksRemoved) implements RewindResult {}

  /** The target lies above the tip; nothing changed. */
  record Ahead() implements RewindResult {}

  /** Another hash is stored at the target's height; nothing changed. */
  record Conflict(BlockSeal stored) implements RewindResult {}
}
