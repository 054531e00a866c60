package dev.fairlead.xcmp.scale;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads SCALE values front to back. Strict: a compact number must be minimal, an option or boolean
 * byte must be 0 or 1, unused bits must be zero. Every length is checked against a limit and
 * against what is left before anything is allocated; anything wrong is a {@link DecodingException}.
 * Owned by one thread.
 */
public final class ScaleReader {
  private final byte[] source;
  private final int end;
  private int position;

  /** Reads a whole array; it must not change meanwhile. */
  public ScaleReader(byte[] source) {
    this(source, 0, source.length);
  }

  /** Reads {@code size} bytes from {@code offset}. */
  public ScaleReader(byte[] source, int offset, int size) {
    Objects.checkFromIndexSize(offset, size, source.length);
    this.source = source;
    this.position = offset;
    this.end = offset + size;
  }

  /** Reads a byte string. */
  public static ScaleReader of(Bytes bytes) {
    return new ScaleReader(bytes.toByteArray());
  }

  /** One element of a sequence. */
  @FunctionalInterface
  public interface Element<T> {
    /** Reads the element at the reader's position. */
    T read(ScaleReader reader) throws DecodingException;
  }

  /** Number of bytes not yet read. */
  public int remaining() {
    return end - position;
  }

  /** Unsigned byte. */
  public int readU8() throws DecodingException {
    demand(1);
    return source[position++] & 0xff;
  }

  /** Unsigned 16-bit number. */
  public int readU16() throws DecodingException {
    return (int) littleEndian(2);
  }

  /** Unsigned 32-bit number. */
  public long readU32() throws DecodingException {
    return littleEndian(4);
  }

  /** 64-bit number, to be read as unsigned. */
  public long readU64() throws DecodingException {
    return littleEndian(8);
  }

  /** Unsigned 128-bit number. */
  public BigInteger readU128() throws DecodingException {
    demand(16);
    byte[] bigEndian = new byte[16];
    for (int i = 0; i < 16; i++) {
      bigEndian[15 - i] = source[position + i];
    }
    position += 16;
    return new BigInteger(1, bigEndian);
  }

  /** Boolean; any byte but 0 and 1 is refused. */
  public boolean readBoolean() throws DecodingException {
    int at = position;
    int value = readU8();
    if (value > 1) {
      throw new DecodingException("boolean or option byte is " + value + " at offset " + at);
    }
    return value == 1;
  }

  /** Thirty-two bytes. */
  public Hash32 readHash() throws DecodingException {
    demand(Hash32.SIZE);
    Hash32 value = Hash32.read(source, position);
    position += Hash32.SIZE;
    return value;
  }

  /** {@code size} bytes without a length. */
  public Bytes readFixed(int size) throws DecodingException {
    demand(size);
    Bytes value = Bytes.of(source, position, size);
    position += size;
    return value;
  }

  /** Compact number of up to 64 bits, to be read as unsigned; must be minimal. */
  public long readCompact() throws DecodingException {
    int at = position;
    int first = readU8();
    return switch (first & 3) {
      case 0 -> first >>> 2;
      case 1 -> minimal((first >>> 2) | ((long) readU8() << 6), 1L << 6, at);
      case 2 -> minimal((first >>> 2) | (littleEndian(3) << 6), 1L << 14, at);
      default -> {
        int size = (first >>> 2) + 4;
        if (size > 8) {
          throw new DecodingException("compact number exceeds 64 bits at offset " + at);
        }
        long value = littleEndian(size);
        long least = size == 4 ? 1L << 30 : 1L << (8 * (size - 1));
        yield minimal(value, least, at);
      }
    };
  }

  /** Compact length of a sequence, refused above {@code max}. */
  public int readLength(int max) throws DecodingException {
    int at = position;
    long length = readCompact();
    if (Long.compareUnsigned(length, max) > 0) {
      throw new DecodingException(
          "length " + Long.toUnsignedString(length) + " exceeds " + max + " at offset " + at);
    }
    return (int) length;
  }

  /** Byte string with its length, refused above {@code sizeMax}. */
  public Bytes readBytes(int sizeMax) throws DecodingException {
    return readFixed(readLength(sizeMax));
  }

  /**
   * Sequence of elements, refused above {@code countMax} elements and where the input is too short
   * for the announced count.
   *
   * @param elementBytesMin least encoded size of one element, at least 1
   */
  public <T> List<T> readList(int countMax, int elementBytesMin, Element<T> element)
      throws DecodingException {
    int count = readLength(countMax);
    if ((long) count * elementBytesMin > remaining()) {
      throw new DecodingException(
          count + " elements announced, " + remaining() + " bytes left at offset " + position);
    }
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element.read(this));
    }
    return List.copyOf(list);
  }

  /** Option: absent or one value. */
  public <T> Optional<T> readOption(Element<T> element) throws DecodingException {
    return readBoolean() ? Optional.of(element.read(this)) : Optional.empty();
  }

  /** Refuses bytes after a complete value. */
  public void demandEnd() throws DecodingException {
    if (position != end) {
      throw new DecodingException(remaining() + " surplus bytes at offset " + position);
    }
  }

  private static long minimal(long value, long least, int at) throws DecodingException {
    if (Long.compareUnsigned(value, least) < 0) {
      throw new DecodingException("compact number is not minimal at offset " + at);
    }
    return value;
  }

  private long littleEndian(int size) throws DecodingException {
    demand(size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = (value << 8) | (source[position + i] & 0xff);
    }
    position += size;
    return value;
  }

  private void demand(int size) throws DecodingException {
    if (size < 0 || size > end - position) {
      throw new DecodingException(
          "input ends early: "
              + size
              + " bytes wanted at offset "
              + position
              + ", "
              + remaining()
              + " left");
    }
  }
}
