package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.queue.Watermark;
import java.util.Optional;

/** Why a body is not taken on the relay chain: the first broken rule, in the order B1 to B5. */
public sealed interface PostFault {
  /** The rule that is broken. */
  ChainRule rule();

  /**
   * The recipient is not stalled (B1).
   *
   * @param blocksWaited since the watermark last moved or the first entry came
   * @param blocksMin N
   */
  record NotStalled(long blocksWaited, long blocksMin) implements PostFault {
    @Override
    public ChainRule rule() {
      return ChainRule.B1;
    }
  }

  /** It is not the first entry that waits (B2). */
  record NotFirst(Optional<Watermark> first, Watermark actual) implements PostFault {
    @Override
    public ChainRule rule() {
      return ChainRule.B2;
    }
  }

  /** The recipient has a post in this block (B2). */
  record SecondPost() implements PostFault {
    @Override
    public ChainRule rule() {
      return ChainRule.B2;
    }
  }

  /** The block cannot take so many bytes (B2). */
  record TooManyBytes(long bytes, long bytesLeft) implements PostFault {
    @Override
    public ChainRule rule() {
      return ChainRule.B2;
    }
  }

  /** The links do not lead from the body to the channel's cell, or name other blocks (B3). */
  record NotProven() implements PostFault {
    @Override
    public ChainRule rule() {
      return ChainRule.B3;
    }
  }

  /** The account of posts does not cover the fee (B4, AM8). */
  record CannotPay(long fee, long funds) implements PostFault {
    @Override
    public ChainRule rule() {
      return ChainRule.B4;
    }
  }

  /** The body is there already (B5). */
  record Duplicate(Watermark entry) implements PostFault {
    @Override
    public ChainRule rule() {
      return ChainRule.B5;
    }
  }
}
