package dev.fairlead.opstack.follow;

/** Where the follow machine of a chain stands. Numbers are unsigned heights. */
public sealed interface FollowState {
  /** No head, or no labels, seen yet. */
  record AwaitingSource() implements FollowState {}

  /** The log is empty; the first block of the window is being looked for. */
  record LocatingStart() implements FollowState {}

  /**
   * The log is being filled for the first time since the process began.
   *
   * @param first the first block of the window
   * @param next the next block to be stored
   * @param target the source's head
   */
  record BackFilling(long first, long next, long target) implements FollowState {}

  /**
   * The log follows the source's head.
   *
   * @param blocksBehind distance of the log's tip from the source's head
   */
  record Live(long blocksBehind) implements FollowState {}

  /** Log and source disagree; their newest common block is being looked for. */
  record SearchingAncestor() implements FollowState {}

  /**
   * Stopped for good.
   *
   * @param halt why
   */
  record Halted(Halt halt) implements FollowState {}
}
