package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.List;
import java.util.Optional;

/**
 * The frame around the records of one commit; layout in the package description.
 *
 * @param sequence number of the commit in its file, from 0
 * @param bodySize bytes between head and trailing checksum
 */
record JournalFrame(int sequence, int bodySize) {
  static final int HEAD_SIZE = 16;
  static final int TRAILER_SIZE = 4;
  static final int BODY_BYTES_MAX = 64 << 20;

  private static final int MARK = 0x464c4a46; // FLJF

  int totalSize() {
    return HEAD_SIZE + bodySize + TRAILER_SIZE;
  }

  static byte[] encode(int sequence, List<byte[]> records) {
    long bodySize = 0;
    for (byte[] record : records) {
      bodySize += Integer.BYTES + record.length;
    }
    if (bodySize > BODY_BYTES_MAX) {
      throw new IllegalArgumentException("commit of " + bodySize + " bytes exceeds the limit");
    }
    ByteWriter writer = new ByteWriter(HEAD_SIZE + (int) bodySize + TRAILER_SIZE);
    writer.writeInt(MARK).writeInt(sequence).writeInt((int) bodySize);
    writer.writeInt(Checksums.of(writer.toByteArray(), 0, writer.size()));
    for (byte[] record : records) {
      writer.writeInt(record.length).writeBytes(record);
    }
    byte[] soFar = writer.toByteArray();
    return writer.writeInt(Checksums.of(soFar, HEAD_SIZE, (int) bodySize)).toByteArray();
  }

  /** The head at an offset, if its mark and checksum are right. */
  static Optional<JournalFrame> head(byte[] file, int offset) {
    if (file.length - offset < HEAD_SIZE) {
      return Optional.empty();
    }
    ByteReader reader = new ByteReader(file, offset, HEAD_SIZE);
    try {
      int mark = reader.readInt();
      int sequence = reader.readInt();
      int bodySize = reader.readInt();
      boolean isHead =
          mark == MARK
              && reader.readInt() == Checksums.of(file, offset, HEAD_SIZE - Integer.BYTES)
              && bodySize >= 0
              && bodySize <= BODY_BYTES_MAX;
      return isHead ? Optional.of(new JournalFrame(sequence, bodySize)) : Optional.empty();
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }

  /** The whole frame at an offset, if it ends within the file and its body is intact. */
  static Optional<JournalFrame> intact(byte[] file, int offset) {
    return head(file, offset)
        .filter(frame -> {
          int trailer = offset + HEAD_SIZE + frame.bodySize;
          return frame.totalSize() <= file.length - offset
              && Checksums.readInt(file, trailer)
                  == Checksums.of(file, offset + HEAD_SIZE, frame.bodySize);
        });
  }
}
