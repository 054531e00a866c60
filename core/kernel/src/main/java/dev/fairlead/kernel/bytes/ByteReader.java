package dev.fairlead.kernel.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads big-endian values from a byte array, front to back. Every read checks what is left first,
 * so hostile lengths end in a {@link DecodingException}, never in another exception or a large
 * allocation. Owned by one thread.
 */
public final class ByteReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] source;
  private final int end;
  private int position;

  /** Reads the whole array; it must not change meanwhile. */
  public ByteReader(byte[] source) {
    this(source, 0, source.length);
  }

  /** Reads {@code size} bytes from {@code offset}. */
  public ByteReader(byte[] source, int offset, int size) {
    java.util.Objects.checkFromIndexSize(offset, size, source.length);
    this.source = source;
    this.position = offset;
    this.end = offset + size;
  }

  /** Number of bytes not yet read. */
  public int remaining() {
    return end - position;
  }

  /** Index in the array of the next byte. */
  public int position() {
    return position;
  }

  /** The byte that the next read starts with, 0 to 255; reads nothing. */
  public int peekUnsignedByte() throws DecodingException {
    demand(1);
    return source[position] & 0xff;
  }

  /** Next byte, 0 to 255. */
  public int readUnsignedByte() throws DecodingException {
    demand(1);
    return source[position++] & 0xff;
  }

  /** Next four bytes as a signed number; callers that mean unsigned say so. */
  public int readInt() throws DecodingException {
    demand(4);
    int value = (int) INTS.get(source, position);
    position += 4;
    return value;
  }

  /** Next eight bytes; callers that mean unsigned say so. */
  public long readLong() throws DecodingException {
    demand(8);
    long value = (long) LONGS.get(source, position);
    position += 8;
    return value;
  }

  /** Next 32 bytes. */
  public Hash32 readHash() throws DecodingException {
    demand(Hash32.SIZE);
    Hash32 value = Hash32.read(source, position);
    position += Hash32.SIZE;
    return value;
  }

  /** Next 20 bytes. */
  public Address20 readAddress() throws DecodingException {
    demand(Address20.SIZE);
    Address20 value = Address20.read(source, position);
    position += Address20.SIZE;
    return value;
  }

  /** Next {@code size} bytes, copied; checked before anything is allocated. */
  public Bytes readBytes(int size) throws DecodingException {
    demand(size);
    Bytes value = Bytes.of(source, position, size);
    position += size;
    return value;
  }

  /** Passes over {@code size} bytes. */
  public void skip(int size) throws DecodingException {
    demand(size);
    position += size;
  }

  /** Refuses bytes after the end of a complete value. */
  public void demandEnd() throws DecodingException {
    if (position != end) {
      throw new DecodingException(remaining() + " surplus bytes at offset " + position);
    }
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
