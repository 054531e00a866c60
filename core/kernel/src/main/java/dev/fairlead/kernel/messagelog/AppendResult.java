package dev.fairlead.kernel.messagelog;

/** What became of an append. */
public sealed interface AppendResult {
  /** The block, or all blocks of a batch, are durable. */
  record Appended() implements AppendResult {}

  /** The block is the tip already; nothing was written. */
  record AlreadyTip() implements AppendResult {}

  /**
   * The block does not follow the tip. Blocks of a batch before it are durable.
   *
   * @param tip the last stored block
   * @param refused the block that does not connect
   * @param cause which of the three conditions does not hold
   */
  record Conflict(BlockSeal tip, BlockSeal refused, Cause cause) implements AppendResult {}

  /** Why a block cannot follow the tip. */
  enum Cause {
    /** The number is not the tip's number plus one. */
    NUMBER_GAP,
    /** The parent hash is not the tip's hash. */
    PARENT_MISMATCH,
    /** The timestamp is below the tip's. */
    TIMESTAMP_BACKWARDS
  }
}
