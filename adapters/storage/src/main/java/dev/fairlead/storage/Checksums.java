package dev.fairlead.storage;

import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli) over byte ranges; the JVM computes it with the processor's instruction. */
final class Checksums {
  private Checksums() {}

  static int of(byte[] bytes, int offset, int size) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, size);
    return (int) crc.getValue();
  }
}
