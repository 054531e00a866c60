package dev.fairlead.opstack.dependency;

import java.util.OptionalLong;

/**
 * What the message rules need to know of one chain besides its set.
 *
 * @param activation when messages become possible
 * @param blockTimeSeconds distance of blocks, at least 1, unsigned
 */
public record ChainRules(Activation activation, long blockTimeSeconds) {
  /** A chain on which messages are never possible. */
  public static final ChainRules INACTIVE = new ChainRules(new Activation.Never(), 1);

  /** Refuses a block time of zero. */
  public ChainRules {
    if (blockTimeSeconds == 0) {
      throw new IllegalArgumentException("block time must be at least one second");
    }
  }

  /**
   * The first timestamp, unsigned, at which a message may be initiated or executed: one block time
   * after activation, because the activation block holds deposits only. Empty if there is none.
   */
  public OptionalLong firstMessageTimestamp() {
    return switch (activation) {
      case Activation.Never() -> OptionalLong.empty();
      case Activation.At(long timestamp) -> {
        long first = timestamp + blockTimeSeconds;
        yield Long.compareUnsigned(first, timestamp) < 0
            ? OptionalLong.empty()
            : OptionalLong.of(first);
      }
    };
  }

  /** Whether a message may be initiated or executed at that time. */
  public boolean allowsMessagesAt(long timestamp) {
    OptionalLong first = firstMessageTimestamp();
    return first.isPresent() && Long.compareUnsigned(timestamp, first.getAsLong()) >= 0;
  }
}
