package dev.fairlead.xcmp.queue;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.scale.ScaleWriter;

/**
 * How a link of a message queue chain is hashed. The two codecs carry different block numbers and
 * must not be mixed (section 4.1).
 */
public enum LinkCodec {
  /** The live relay chain's: the number is the block that enacted this message. */
  HRMP {
    @Override
    public Hash32 link(Hash32 previous, long number, Hash32 bodyHash) {
      return new Blake2b256()
          .update(previous)
          .updateIntLittleEndian(checked(number))
          .update(bodyHash)
          .digest();
    }
  },

  /** XCMP's own: the number is the block that enacted the previous message of the channel. */
  SEED {
    @Override
    public Hash32 link(Hash32 previous, long number, Hash32 bodyHash) {
      return new Blake2b256()
          .updateByte(LINK_TAG)
          .update(bodyHash)
          .updateIntLittleEndian(checked(number))
          .update(previous)
          .digest();
    }
  };

  private static final int LINK_TAG = 0x10;

  /** The link after {@code previous}; the first one of a channel has the zero hash before it. */
  public abstract Hash32 link(Hash32 previous, long number, Hash32 bodyHash);

  /** Hash of the SCALE-encoded body: the compact length is part of it, in both codecs. */
  public static Hash32 bodyHash(Bytes body) {
    Bytes length = new ScaleWriter().writeCompact(body.size()).toBytes();
    return new Blake2b256().update(length).update(body).digest();
  }

  private static int checked(long number) {
    if (number >>> 32 != 0) {
      throw new IllegalArgumentException("block number exceeds 32 bits: " + number);
    }
    return (int) number;
  }
}
