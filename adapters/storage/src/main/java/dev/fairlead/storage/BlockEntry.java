package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.messagelog.BlockSeal;
import java.util.Optional;

/**
 * One row of the block table; layout in the package description.
 *
 * @param seal facts of the block
 * @param referenceCount number of executing messages
 * @param recordsOffset where the block's records start in the record file
 * @param commitStart row, in this segment, of the first block of the same commit
 */
record BlockEntry(BlockSeal seal, int referenceCount, long recordsOffset, int commitStart) {
  static final int SIZE = 168;

  long recordsEnd() {
    return recordsOffset + BlockRecords.size(seal.logCount(), referenceCount);
  }

  void encode(ByteWriter writer) {
    ByteWriter row = new ByteWriter(SIZE);
    row.writeLong(seal.number()).writeHash(seal.hash()).writeHash(seal.parentHash());
    row.writeLong(seal.timestamp()).writeInt(seal.logCount()).writeInt(referenceCount);
    row.writeLong(recordsOffset).writeHash(seal.stateRoot()).writeHash(seal.outboxRoot());
    row.writeInt(commitStart);
    byte[] bytes = row.toByteArray();
    writer.writeBytes(bytes).writeInt(Checksums.of(bytes, 0, bytes.length));
  }

  /** The row at an offset of the array, if its checksum is right. */
  static Optional<BlockEntry> decode(byte[] bytes, int offset) {
    ByteReader reader = new ByteReader(bytes, offset, SIZE);
    try {
      long number = reader.readLong();
      Hash32 hash = reader.readHash();
      Hash32 parent = reader.readHash();
      long timestamp = reader.readLong();
      int logCount = reader.readInt();
      int referenceCount = reader.readInt();
      long recordsOffset = reader.readLong();
      Hash32 stateRoot = reader.readHash();
      Hash32 outboxRoot = reader.readHash();
      int commitStart = reader.readInt();
      if (reader.readInt() != Checksums.of(bytes, offset, SIZE - Integer.BYTES)
          || logCount < 0
          || referenceCount < 0) {
        return Optional.empty();
      }
      BlockSeal seal =
          new BlockSeal(
              new BlockRef(number, hash), parent, timestamp, logCount, stateRoot, outboxRoot);
      return Optional.of(new BlockEntry(seal, referenceCount, recordsOffset, commitStart));
    } catch (DecodingException e) {
      return Optional.empty();
    }
  }
}
