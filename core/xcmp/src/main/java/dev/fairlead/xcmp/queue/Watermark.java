package dev.fairlead.xcmp.queue;

import dev.fairlead.xcmp.channel.ParaId;

/**
 * A position in an ingress queue: the last entry that a para has acted on. Which of two positions
 * in one block comes first is the {@link QueueOrder}'s to say.
 *
 * @param block relay block that enacted the entry, unsigned 32 bits
 * @param para sender of the entry; {@link ParaId#HIGHEST} = everything of the block
 */
public record Watermark(long block, ParaId para) {
  /** Before any message (W6). */
  public static final Watermark START = new Watermark(0, ParaId.LOWEST);

  /** Refuses a block number of more than 32 bits. */
  public Watermark {
    if (block >>> 32 != 0) {
      throw new IllegalArgumentException("block number exceeds 32 bits: " + block);
    }
  }

  /** The position after which nothing of the block is left. */
  public static Watermark endOf(long block) {
    return new Watermark(block, ParaId.HIGHEST);
  }

  @Override
  public String toString() {
    return "(" + block + ", " + para + ")";
  }
}
