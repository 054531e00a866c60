package dev.fairlead.xcmp.channel;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;

/**
 * One cell of the channel state table: the newest message root that touched a channel, and the
 * relay block that enacted it.
 *
 * @param recipient receiving para; {@link ParaId#HIGHEST} in a tombstone
 * @param messageRoot zero before the first message
 * @param lastBlock enactment block, unsigned 32 bits; 0 before the first message
 */
public record ChannelCell(ParaId recipient, Hash32 messageRoot, long lastBlock) {
  /** What is left of an ended channel, so that other slots keep their index. */
  public static final ChannelCell TOMBSTONE = new ChannelCell(ParaId.HIGHEST, Hash32.ZERO, 0);

  private static final int LEAF_TAG = 0x14;

  /** Refuses a block number of more than 32 bits. */
  public ChannelCell {
    if (lastBlock >>> 32 != 0) {
      throw new IllegalArgumentException("block number exceeds 32 bits: " + lastBlock);
    }
  }

  /** The cell of a channel without messages. */
  public static ChannelCell fresh(ParaId recipient) {
    return new ChannelCell(recipient, Hash32.ZERO, 0);
  }

  /** Whether the channel has ended. */
  public boolean isTombstone() {
    return recipient.equals(ParaId.HIGHEST);
  }

  /** The leaf in the row's tree: binds slot index, recipient, root and block. */
  public Hash32 leaf(long slotIndex) {
    return leaf(new Blake2b256(), slotIndex, recipient.value(), messageRoot, lastBlock);
  }

  static Hash32 leaf(
      Blake2b256 hasher, long slotIndex, long recipient, Hash32 messageRoot, long lastBlock) {
    return hasher
        .updateByte(LEAF_TAG)
        .updateIntLittleEndian((int) slotIndex)
        .updateIntLittleEndian((int) recipient)
        .update(messageRoot)
        .updateIntLittleEndian((int) lastBlock)
        .digest();
  }
}
