package dev.fairlead.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli) over byte ranges; the JVM computes it with the processor's instruction. */
final class Checksums {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Checksums() {}

  static int of(byte[] bytes, int offset, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, size);
    return (int) crc.getValue();
  }

  static int readInt(byte[] bytes, int offset) {
    return (int) INTS.get(bytes, offset);
  }

  static void writeInt(byte[] bytes, int offset, int value) {
    INTS.set(bytes, offset, value);
  }
}
