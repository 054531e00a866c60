package dev.fairlead.kernel.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Appends big-endian values to a growing byte array. Owned by one thread. */
public final class ByteWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] target;
  private int size;

  /** Starts with room for {@code expectedSize} bytes. */
  public ByteWriter(int expectedSize) {
    target = new byte[Math.max(16, expectedSize)];
  }

  /** Appends the low eight bits. */
  public ByteWriter writeByte(int value) {
    reserve(1);
    target[size++] = (byte) value;
    return this;
  }

  /** Appends four bytes. */
  public ByteWriter writeInt(int value) {
    reserve(4);
    INTS.set(target, size, value);
    size += 4;
    return this;
  }

  /** Appends eight bytes. */
  public ByteWriter writeLong(long value) {
    reserve(8);
    LONGS.set(target, size, value);
    size += 8;
    return this;
  }

  /** Appends 32 bytes. */
  public ByteWriter writeHash(Hash32 value) {
    reserve(Hash32.SIZE);
    value.write(target, size);
    size += Hash32.SIZE;
    return this;
  }

  /** Appends 20 bytes. */
  public ByteWriter writeAddress(Address20 value) {
    reserve(Address20.SIZE);
    value.write(target, size);
    size += Address20.SIZE;
    return this;
  }

  /** Appends a byte string without a length. */
  public ByteWriter writeBytes(Bytes value) {
    reserve(value.size());
    value.write(target, size);
    size += value.size();
    return this;
  }

  /** Appends an array without a length. */
  public ByteWriter writeBytes(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, target, size, value.length);
    size += value.length;
    return this;
  }

  /** Appends {@code count} bytes of an array from {@code offset}, without a length. */
  public ByteWriter writeBytes(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, target, size, count);
    size += count;
    return this;
  }

  /** Appends {@code count} zero bytes. */
  public ByteWriter writeZeros(int count) {
    reserve(count);
    Arrays.fill(target, size, size + count, (byte) 0);
    size += count;
    return this;
  }

  /** Number of bytes written. */
  public int size() {
    return size;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(target, size);
  }

  /** What was written, as a value. */
  public Bytes toBytes() {
    return Bytes.of(target, 0, size);
  }

  /** Forgets what was written and keeps the room. */
  public void reset() {
    size = 0;
  }

  private void reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > target.length) {
      target = Arrays.copyOf(target, Math.max(needed, target.length * 2));
    }
  }
}
