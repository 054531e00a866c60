package dev.fairlead.kernel.bytes;

import java.util.Arrays;

/**
 * An immutable byte string with value equality; the only form in which records hold bytes. Ordering
 * is that of the bytes, unsigned; a string comes before those that it begins.
 */
public final class Bytes implements Comparable<Bytes> {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Copies the array. */
  public static Bytes of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /** Copies {@code size} bytes from {@code offset}. */
  public static Bytes of(byte[] bytes, int offset, int size) {
    return size == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, offset, offset + size));
  }

  /** Parses {@code 0x} and an even number of hex digits. */
  public static Bytes parse(CharSequence text) throws DecodingException {
    return new Bytes(Hex.decode(text));
  }

  /** Parses a literal of the program text; a malformed one is a bug. */
  public static Bytes literal(String text) {
    try {
      return parse(text);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Number of bytes. */
  public int size() {
    return content.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return content.length == 0;
  }

  /** The byte at {@code index} as an unsigned value. */
  public int byteAt(int index) {
    return content[index] & 0xff;
  }

  /** The bytes from {@code from} up to, not including, {@code to}. */
  public Bytes slice(int from, int to) {
    return of(content, from, to - from);
  }

  /** Copies all bytes into {@code target} at {@code offset}. */
  public void write(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, content.length);
  }

  /** Copies {@code size} bytes from {@code from} into {@code target} at {@code offset}. */
  public void write(int from, int size, byte[] target, int offset) {
    System.arraycopy(content, from, target, offset, size);
  }

  /** A fresh copy of the bytes. */
  public byte[] toByteArray() {
    return content.clone();
  }

  /** A bounded reader over these bytes; reading does not change them. */
  public ByteReader reader() {
    return new ByteReader(content);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** {@code 0x} and two lower-case digits per byte. */
  @Override
  public String toString() {
    return Hex.encode(content);
  }
}
