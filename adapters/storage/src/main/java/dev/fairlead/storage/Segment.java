package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.io.IOException;
import java.util.Optional;

/**
 * Two open files of a message log: a block table and the records that its rows point to. Rows and
 * records that a commit has covered are never written again as long as the segment is open, so any
 * thread may read them while the owner appends.
 */
final class Segment {
  static final String REMEDY =
      "Stop the program, remove the folder of this file and start again: the chain is then read"
          + " anew from its node";

  private static final String TABLE_SUFFIX = ".blocks";
  private static final String RECORDS_SUFFIX = ".logs";

  private final SegmentHeader header;
  private final DiskFile table;
  private final DiskFile records;
  private final Disk disk;

  Segment(Disk disk, SegmentHeader header, DiskFile table, DiskFile records) {
    this.disk = disk;
    this.header = header;
    this.table = table;
    this.records = records;
  }

  static String tableName(long sequence) {
    return String.format("%012d", sequence) + TABLE_SUFFIX;
  }

  static String recordsName(long sequence) {
    return String.format("%012d", sequence) + RECORDS_SUFFIX;
  }

  /** The sequence number in the name of a block table; empty for other files. */
  static Optional<Long> sequenceOfTable(String name) {
    return name.matches("[0-9]{12}\\.blocks")
        ? Optional.of(Long.parseLong(name.substring(0, 12)))
        : Optional.empty();
  }

  static long tableOffset(long row) {
    return SegmentHeader.SIZE + BlockEntry.SIZE * row;
  }

  SegmentHeader header() {
    return header;
  }

  long sequence() {
    return header.sequence();
  }

  DiskFile table() {
    return table;
  }

  DiskFile records() {
    return records;
  }

  String tablePath() {
    return disk.describe(tableName(sequence()));
  }

  String recordsPath() {
    return disk.describe(recordsName(sequence()));
  }

  /** Reads a committed row and checks it. */
  BlockEntry entry(int row) {
    byte[] bytes = new byte[BlockEntry.SIZE];
    long offset = tableOffset(row);
    read(table, tablePath(), offset, bytes);
    return BlockEntry.decode(bytes, 0)
        .orElseThrow(() -> damaged(tablePath(), offset, "checksum of a block's row"));
  }

  /** Reads one log hash of a block and checks the group it stands in. */
  Hash32 logHash(BlockEntry entry, int logIndex) {
    byte[] group = new byte[BlockRecords.groupSize(entry.seal().logCount(), logIndex)];
    long offset = entry.recordsOffset() + BlockRecords.groupOffset(logIndex);
    read(records, recordsPath(), offset, group);
    return BlockRecords.hashInGroup(entry.seal().hash(), logIndex, group)
        .orElseThrow(() -> damaged(recordsPath(), offset, "checksum of a group of logs"));
  }

  /** Reads all records of a block and checks them. */
  SealedBlock block(BlockEntry entry) {
    long size = entry.recordsEnd() - entry.recordsOffset();
    byte[] bytes = new byte[Math.toIntExact(size)];
    read(records, recordsPath(), entry.recordsOffset(), bytes);
    return BlockRecords.decode(entry, bytes)
        .orElseThrow(
            () -> damaged(recordsPath(), entry.recordsOffset(), "checksum of a block's records"));
  }

  void close() throws IOException {
    try (table) {
      records.close();
    }
  }

  private static void read(DiskFile file, String path, long offset, byte[] target) {
    int count;
    try {
      count = file.read(offset, target, 0, target.length);
    } catch (IOException e) {
      throw StorageException.device("reading", path, e).unchecked();
    }
    if (count < target.length) {
      throw damaged(path, offset + count, "the file ends early");
    }
  }

  private static java.io.UncheckedIOException damaged(String path, long offset, String what) {
    return StorageException.damaged(path, offset, what, REMEDY).unchecked();
  }
}
