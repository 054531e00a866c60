package dev.fairlead.xcmp.scale;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Appends SCALE values. Owned by one thread. */
public final class ScaleWriter {
  private final ByteWriter target = new ByteWriter(64);

  /** Unsigned byte. */
  public ScaleWriter writeU8(int value) {
    target.writeByte(value);
    return this;
  }

  /** Unsigned 16-bit number. */
  public ScaleWriter writeU16(int value) {
    return littleEndian(value, 2);
  }

  /** Unsigned 32-bit number. */
  public ScaleWriter writeU32(long value) {
    if (value >>> 32 != 0) {
      throw new IllegalArgumentException("exceeds 32 bits: " + value);
    }
    return littleEndian(value, 4);
  }

  /** 64-bit number. */
  public ScaleWriter writeU64(long value) {
    return littleEndian(value, 8);
  }

  /** Unsigned 128-bit number. */
  public ScaleWriter writeU128(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 128) {
      throw new IllegalArgumentException("not an unsigned 128-bit number: " + value);
    }
    littleEndian(value.longValue(), 8);
    return littleEndian(value.shiftRight(64).longValue(), 8);
  }

  /** Boolean. */
  public ScaleWriter writeBoolean(boolean value) {
    return writeU8(value ? 1 : 0);
  }

  /** Thirty-two bytes. */
  public ScaleWriter writeHash(Hash32 value) {
    target.writeHash(value);
    return this;
  }

  /** Bytes without a length. */
  public ScaleWriter writeFixed(Bytes value) {
    target.writeBytes(value);
    return this;
  }

  /** Minimal compact number, read as unsigned. */
  public ScaleWriter writeCompact(long value) {
    if (Long.compareUnsigned(value, 1L << 6) < 0) {
      return littleEndian(value << 2, 1);
    }
    if (Long.compareUnsigned(value, 1L << 14) < 0) {
      return littleEndian((value << 2) | 1, 2);
    }
    if (Long.compareUnsigned(value, 1L << 30) < 0) {
      return littleEndian((value << 2) | 2, 4);
    }
    int size = Math.max(4, (71 - Long.numberOfLeadingZeros(value)) / 8);
    writeU8(((size - 4) << 2) | 3);
    return littleEndian(value, size);
  }

  /** Bytes with their length. */
  public ScaleWriter writeBytes(Bytes value) {
    return writeCompact(value.size()).writeFixed(value);
  }

  /** Sequence with its length. */
  public <T> ScaleWriter writeList(List<T> list, BiConsumer<ScaleWriter, T> element) {
    writeCompact(list.size());
    list.forEach(one -> element.accept(this, one));
    return this;
  }

  /** Option: absent or one value. */
  public <T> ScaleWriter writeOption(Optional<T> option, BiConsumer<ScaleWriter, T> element) {
    writeBoolean(option.isPresent());
    option.ifPresent(value -> element.accept(this, value));
    return this;
  }

  /** What was written. */
  public Bytes toBytes() {
    return target.toBytes();
  }

  private ScaleWriter littleEndian(long value, int size) {
    for (int i = 0; i < size; i++) {
      target.writeByte((int) (value >>> (8 * i)));
    }
    return this;
  }
}
