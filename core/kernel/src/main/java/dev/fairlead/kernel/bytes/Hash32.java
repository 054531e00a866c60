package dev.fairlead.kernel.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Thirty-two bytes: a hash, a storage key, a word of calldata. Held as four big-endian longs so
 * that equality, ordering and hashing need no array. Ordering is that of the bytes, unsigned.
 *
 * @param w0 bytes 0 to 7
 * @param w1 bytes 8 to 15
 * @param w2 bytes 16 to 23
 * @param w3 bytes 24 to 31
 */
public record Hash32(long w0, long w1, long w2, long w3) implements Comparable<Hash32> {
  /** Number of bytes. */
  public static final int SIZE = 32;

  /** Thirty-two zero bytes. */
  public static final Hash32 ZERO = new Hash32(0, 0, 0, 0);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Reads 32 bytes at {@code offset}; the array must be long enough. */
  public static Hash32 read(byte[] source, int offset) {
    return new Hash32(
        (long) LONGS.get(source, offset),
        (long) LONGS.get(source, offset + 8),
        (long) LONGS.get(source, offset + 16),
        (long) LONGS.get(source, offset + 24));
  }

  /** Takes an array of exactly 32 bytes. */
  public static Hash32 of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("expected 32 bytes, got " + bytes.length);
    }
    return read(bytes, 0);
  }

  /** A number right-aligned in 32 bytes, read as unsigned. */
  public static Hash32 ofNumber(long unsigned) {
    return new Hash32(0, 0, 0, unsigned);
  }

  /** Parses {@code 0x} and 64 hex digits. */
  public static Hash32 parse(CharSequence text) throws DecodingException {
    return read(Hex.decode(text, SIZE), 0);
  }

  /** Parses a literal of the program text; a malformed one is a bug. */
  public static Hash32 literal(String text) {
    try {
      return parse(text);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Writes the 32 bytes at {@code offset}. */
  public void write(byte[] target, int offset) {
    LONGS.set(target, offset, w0);
    LONGS.set(target, offset + 8, w1);
    LONGS.set(target, offset + 16, w2);
    LONGS.set(target, offset + 24, w3);
  }

  /** A fresh copy of the bytes. */
  public byte[] toByteArray() {
    byte[] bytes = new byte[SIZE];
    write(bytes, 0);
    return bytes;
  }

  /** The byte at {@code index}, 0 to 31, as an unsigned value. */
  public int byteAt(int index) {
    long word =
        switch (index >> 3) {
          case 0 -> w0;
          case 1 -> w1;
          case 2 -> w2;
          case 3 -> w3;
          default -> throw new IndexOutOfBoundsException(index);
        };
    return (int) (word >>> (56 - 8 * (index & 7))) & 0xff;
  }

  @Override
  public int compareTo(Hash32 other) {
    int order = Long.compareUnsigned(w0, other.w0);
    if (order == 0) {
      order = Long.compareUnsigned(w1, other.w1);
    }
    if (order == 0) {
      order = Long.compareUnsigned(w2, other.w2);
    }
    return order != 0 ? order : Long.compareUnsigned(w3, other.w3);
  }

  /** {@code 0x} and 64 lower-case digits. */
  @Override
  public String toString() {
    return Hex.encode(toByteArray());
  }
}
