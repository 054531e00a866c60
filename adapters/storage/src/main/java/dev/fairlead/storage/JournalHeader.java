package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.DecodingException;

/** The first 24 bytes of a journal; layout in the package description. */
final class JournalHeader {
  static final int SIZE = 24;

  private static final int CONTAINER_VERSION = 1;
  private static final long MAGIC = 0x4641_4952_4c4a_4e4cL; // FAIRLJNL

  private JournalHeader() {}

  static byte[] encode(JournalFormat format) {
    ByteWriter writer = new ByteWriter(SIZE);
    writer.writeLong(MAGIC).writeInt(CONTAINER_VERSION);
    writer.writeBytes(format.tagBytes()).writeInt(format.version());
    return writer.writeInt(Checksums.of(writer.toByteArray(), 0, writer.size())).toByteArray();
  }

  /** Checks the header and returns the version of the records. */
  static int check(byte[] file, JournalFormat expected, String name) throws StorageException {
    try {
      ByteReader reader = new ByteReader(file);
      if (reader.readLong() != MAGIC) {
        throw damaged(name, 0, "it does not start like a journal");
      }
      int container = reader.readInt();
      if (container > CONTAINER_VERSION) {
        throw StorageException.newer(name, container, CONTAINER_VERSION);
      }
      byte[] tag = reader.readBytes(4).toByteArray();
      int version = reader.readInt();
      if (reader.readInt() != Checksums.of(file, 0, SIZE - Integer.BYTES)) {
        throw damaged(name, SIZE - Integer.BYTES, "checksum of the header");
      }
      if (!java.util.Arrays.equals(tag, expected.tagBytes())) {
        throw damaged(name, 12, "it is the journal of another part of the program");
      }
      if (version > expected.version()) {
        throw StorageException.newer(name, version, expected.version());
      }
      return version;
    } catch (DecodingException e) {
      throw damaged(name, file.length, "the header is cut short");
    }
  }

  private static StorageException damaged(String name, long offset, String what) {
    return StorageException.damaged(name, offset, what, JournalFile.REMEDY);
  }
}
