package dev.fairlead.xcmp.channel;

/**
 * Names a para by an unsigned 32-bit number. 0 and 0xFFFFFFFF are marks and never assigned (AM7).
 *
 * @param value 0 to 2^32 - 1
 */
public record ParaId(long value) implements Comparable<ParaId> {
  /** Below all paras: the watermark before any message. */
  public static final ParaId LOWEST = new ParaId(0);

  /** Above all paras: everything of a block; also the recipient of a tombstone. */
  public static final ParaId HIGHEST = new ParaId(0xffff_ffffL);

  /** Refuses more than 32 bits. */
  public ParaId {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException("para id exceeds 32 bits: " + value);
    }
  }

  @Override
  public int compareTo(ParaId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
