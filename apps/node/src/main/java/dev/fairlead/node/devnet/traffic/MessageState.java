package dev.fairlead.node.devnet.traffic;

import dev.fairlead.kernel.identity.ChainId;

/** How far a message of the demonstration has come. */
public sealed interface MessageState {
  /** Handed to its first chain, in no block yet; or an invalid one that has not been judged. */
  record Submitted() implements MessageState {}

  /**
   * In a block of its source.
   *
   * @param block height
   */
  record Sent(long block) implements MessageState {}

  /**
   * Passed on by the forwarder of a chain on its way.
   *
   * @param at that chain
   * @param block height there
   */
  record Forwarded(ChainId at, long block) implements MessageState {}

  /**
   * In a block of its destination.
   *
   * @param execution where and when
   */
  record Executed(Execution execution) implements MessageState {}

  /**
   * In a cross-safe block of its destination.
   *
   * @param execution where and when
   */
  record Delivered(Execution execution) implements MessageState {}

  /**
   * In a finalized block of its destination.
   *
   * @param execution where and when
   */
  record Finalized(Execution execution) implements MessageState {}

  /**
   * Refused as it had to be.
   *
   * @param code of the refusal
   */
  record Refused(String code) implements MessageState {}

  /**
   * Did not end as it had to.
   *
   * @param why for people
   */
  record Failed(String why) implements MessageState {}

  /**
   * An execution.
   *
   * @param block height
   * @param isSameTimestamp whether its block has the timestamp of the message
   */
  record Execution(long block, boolean isSameTimestamp) {}

  /** Whether it counts as ended. */
  default boolean isSettled() {
    return switch (this) {
      case Submitted _, Sent _, Forwarded _, Executed _ -> false;
      case Delivered _, Finalized _, Refused _, Failed _ -> true;
    };
  }

  /** The state in a few words. */
  default String text() {
    return switch (this) {
      case Submitted() -> "submitted";
      case Sent(long block) -> "sent in block " + block;
      case Forwarded(ChainId at, long block) -> "forwarded on " + at + " in block " + block;
      case Executed(Execution execution) -> "executed" + text(execution);
      case Delivered(Execution execution) -> "cross-safe" + text(execution);
      case Finalized(Execution execution) -> "finalized" + text(execution);
      case Refused(String code) -> "refused: " + code;
      case Failed(String why) -> "failed: " + why;
    };
  }

  private static String text(Execution execution) {
    return " in block " + execution.block() + (execution.isSameTimestamp() ? ", same time" : "");
  }
}
