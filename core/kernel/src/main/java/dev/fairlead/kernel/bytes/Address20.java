package dev.fairlead.kernel.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Twenty bytes: the address of an account or contract. Held as big-endian words.
 *
 * @param high bytes 0 to 7
 * @param middle bytes 8 to 15
 * @param low bytes 16 to 19
 */
public record Address20(long high, long middle, int low) implements Comparable<Address20> {
  /** Number of bytes. */
  public static final int SIZE = 20;

  /** Twenty zero bytes. */
  public static final Address20 ZERO = new Address20(0, 0, 0);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Reads 20 bytes at {@code offset}; the array must be long enough. */
  public static Address20 read(byte[] source, int offset) {
    return new Address20(
        (long) LONGS.get(source, offset),
        (long) LONGS.get(source, offset + 8),
        (int) INTS.get(source, offset + 16));
  }

  /** Parses {@code 0x} and 40 hex digits; a mixed-case check sum is not judged. */
  public static Address20 parse(CharSequence text) throws DecodingException {
    return read(Hex.decode(text, SIZE), 0);
  }

  /** Parses a literal of the program text; a malformed one is a bug. */
  public static Address20 literal(String text) {
    try {
      return parse(text);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Takes an address left-padded to a word; non-zero padding is refused. */
  public static Address20 fromWord(Hash32 word) throws DecodingException {
    if (word.w0() != 0 || word.w1() >>> 32 != 0) {
      throw new DecodingException("address word has non-zero padding: " + word);
    }
    return read(word.toByteArray(), Hash32.SIZE - SIZE);
  }

  /** Writes the 20 bytes at {@code offset}. */
  public void write(byte[] target, int offset) {
    LONGS.set(target, offset, high);
    LONGS.set(target, offset + 8, middle);
    INTS.set(target, offset + 16, low);
  }

  /** A fresh copy of the bytes. */
  public byte[] toByteArray() {
    byte[] bytes = new byte[SIZE];
    write(bytes, 0);
    return bytes;
  }

  /** The address left-padded with zeros to 32 bytes. */
  public Hash32 toWord() {
    byte[] word = new byte[Hash32.SIZE];
    write(word, Hash32.SIZE - SIZE);
    return Hash32.read(word, 0);
  }

  @Override
  public int compareTo(Address20 other) {
    int order = Long.compareUnsigned(high, other.high);
    if (order == 0) {
      order = Long.compareUnsigned(middle, other.middle);
    }
    return order != 0 ? order : Integer.compareUnsigned(low, other.low);
  }

  /** {@code 0x} and 40 lower-case digits. */
  @Override
  public String toString() {
    return Hex.encode(toByteArray());
  }
}
