package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;

/**
 * Names an entry of an ingress queue on one fork. A pipelined entry, whose candidate is backed and
 * not yet enacted, has block 0 and the candidate's hash (AM15).
 *
 * @param sender para that sent
 * @param recipient para whose queue it is in
 * @param block relay block that enacted it, unsigned 32 bits
 * @param blockHash of that relay block
 */
public record EntryId(ParaId sender, ParaId recipient, long block, Hash32 blockHash) {
  /** Refuses a block number of more than 32 bits. */
  public EntryId {
    if (block >>> 32 != 0) {
      throw new IllegalArgumentException("block number exceeds 32 bits: " + block);
    }
  }

  /** Whether its candidate is not enacted yet. */
  public boolean isPipelined() {
    return block == 0;
  }

  /** Its place in the recipient's queue. */
  public Watermark position() {
    return new Watermark(block, sender);
  }

  /** The channel it came through. */
  public ChannelId channel() {
    return new ChannelId(sender, recipient);
  }
}
