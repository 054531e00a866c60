package dev.fairlead.xcmp.queue;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.Comparator;

/**
 * The order of an ingress queue: by enacting relay block, then by the rank of the sender in that
 * block (rules O1 to O3). {@link ParaId#LOWEST} ranks below all paras and {@link ParaId#HIGHEST}
 * above all (AM7).
 */
public enum QueueOrder implements Comparator<Watermark> {
  /** O1: ascending para id. */
  BY_ID {
    @Override
    int compareRank(long block, ParaId left, ParaId right) {
      return left.compareTo(right);
    }
  },

  /** O2: ascending by a hash of block and para; public, and not unbiased. */
  SHUFFLE {
    @Override
    int compareRank(long block, ParaId left, ParaId right) {
      if (left.equals(right)) {
        return 0;
      }
      if (isMark(left) || isMark(right)) {
        return left.compareTo(right);
      }
      return shuffleKey(block, left).compareTo(shuffleKey(block, right));
    }
  };

  private static final Bytes SHUFFLE_TAG = Bytes.literal("0x78636d702d6f726465722d7631");

  abstract int compareRank(long block, ParaId left, ParaId right);

  @Override
  public int compare(Watermark left, Watermark right) {
    int byBlock = Long.compare(left.block(), right.block());
    return byBlock != 0 ? byBlock : compareRank(left.block(), left.para(), right.para());
  }

  /** Whether {@code left} comes strictly after {@code right}. */
  public boolean isAfter(Watermark left, Watermark right) {
    return compare(left, right) > 0;
  }

  /** The sort key of O2: a hash of the text {@code xcmp-order-v1}, the block and the para. */
  public static Hash32 shuffleKey(long block, ParaId para) {
    return new Blake2b256()
        .update(SHUFFLE_TAG)
        .updateIntLittleEndian((int) block)
        .updateIntLittleEndian((int) para.value())
        .digest();
  }

  static boolean isMark(ParaId para) {
    return para.equals(ParaId.LOWEST) || para.equals(ParaId.HIGHEST);
  }
}
