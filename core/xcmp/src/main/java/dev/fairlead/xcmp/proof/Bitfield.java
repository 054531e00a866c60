package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One bit per channel slot of a sender, set where the block sent. SCALE BitVec, least significant
 * bit first; unused bits of the last byte must be zero. Immutable.
 */
public final class Bitfield {
  private final BitSet bits;
  private final int size;

  private Bitfield(BitSet bits, int size) {
    this.bits = bits;
    this.size = size;
  }

  /** The given bits of a field; all must be below the size. */
  public static Bitfield of(int size, int... setBits) {
    BitSet bits = new BitSet(size);
    for (int bit : setBits) {
      bits.set(java.util.Objects.checkIndex(bit, size));
    }
    return new Bitfield(bits, size);
  }

  /** Number of bits. */
  public int size() {
    return size;
  }

  /** Whether a bit is set; bits beyond the size are not (A1). */
  public boolean isSet(int index) {
    return bits.get(index);
  }

  /** Whether no bit is set. */
  public boolean isEmpty() {
    return bits.isEmpty();
  }

  /** Indices of the set bits, ascending. */
  public int[] setBits() {
    return bits.stream().toArray();
  }

  void write(ScaleWriter target) {
    byte[] packed = Arrays.copyOf(bits.toByteArray(), (size + 7) / 8);
    target.writeCompact(size).writeFixed(Bytes.of(packed));
  }

  static Bitfield read(ScaleReader reader) throws DecodingException {
    int size = reader.readLength(XcmpLimits.BITFIELD_BITS_MAX);
    BitSet bits = BitSet.valueOf(reader.readFixed((size + 7) / 8).toByteArray());
    if (bits.length() > size) {
      throw new DecodingException("bitfield of " + size + " bits has bit " + (bits.length() - 1));
    }
    return new Bitfield(bits, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bitfield field && size == field.size && bits.equals(field.bits);
  }

  @Override
  public int hashCode() {
    return 31 * bits.hashCode() + size;
  }

  @Override
  public String toString() {
    return size + bits.toString();
  }
}
