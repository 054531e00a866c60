package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.queue.Watermark;
import java.util.Optional;

/** Why a body is not taken on the relay chain: the first broken rule, in the order B1 to B5. */
public sealed interface PostFault {
  /** The rule that is broken. */
  default ChainRule rule() {
    return switch (this) {
      case NotStalled _ -> ChainRule.B1;
      case NotFirst _, SecondPost _, TooManyBytes _ -> ChainRule.B2;
      case NotProven _ -> ChainRule.B3;
      case CannotPay _ -> ChainRule.B4;
      case Duplicate _ -> ChainRule.B5;
    };
  }

  /**
   * The recipient is not stalled (B1).
   *
   * @param blocksWaited since the watermark last moved or the first entry came
   * @param blocksMin N
   */
  record NotStalled(long blocksWaited, long blocksMin) implements PostFault {}

  /** It is not the first entry that waits (B2). */
  record NotFirst(Optional<Watermark> first, Watermark actual) implements PostFault {}

  /** The recipient has a post in this block (B2). */
  record SecondPost() implements PostFault {}

  /** The block cannot take so many bytes (B2). */
  record TooManyBytes(long bytes, long bytesLeft) implements PostFault {}

  /** The links do not lead from the body to the channel's cell, or name other blocks (B3). */
  record NotProven() implements PostFault {}

  /** The account of posts does not cover the fee (B4, AM8). */
  record CannotPay(long fee, long funds) implements PostFault {}

  /** The body is there already (B5). */
  record Duplicate(Watermark entry) implements PostFault {}
}
