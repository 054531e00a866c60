package dev.fairlead.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out how far the newest segment of a log is committed, and cuts off what a commit that never
 * returned has left.
 *
 * <p>Every row names the first row of its commit, and a commit is written only after the one before
 * is durable. So, seen from the last intact row, everything before its commit must be intact; a
 * broken row there is damage. A broken row within the last commit, or after it, is where that
 * commit was torn. Records are durable before their rows are written: an intact row whose records
 * are not is damage too.
 */
final class SegmentTail {
  private final Segment segment;
  private final List<Optional<BlockEntry>> rows = new ArrayList<>();

  SegmentTail(Segment segment) {
    this.segment = segment;
  }

  /**
   * What is committed.
   *
   * @param rows number of rows
   * @param recordsEnd end of their records
   * @param bytesCut what was cut off
   */
  record Committed(int rows, long recordsEnd, long bytesCut) {}

  Committed recover() throws IOException {
    readRows();
    int count = committedRows();
    long recordsEnd = count == 0 ? 0 : entry(count - 1).recordsEnd();
    long cut = cut(segment.table(), Segment.tableOffset(count), segment.tablePath());
    cut += cut(segment.records(), recordsEnd, segment.recordsPath());
    return new Committed(count, recordsEnd, cut);
  }

  private void readRows() throws IOException {
    long size = segment.table().size() - SegmentHeader.SIZE;
    byte[] bytes = new byte[Math.toIntExact(Math.max(0, size))];
    segment.table().read(SegmentHeader.SIZE, bytes, 0, bytes.length);
    for (int at = 0; at + BlockEntry.SIZE <= bytes.length; at += BlockEntry.SIZE) {
      rows.add(BlockEntry.decode(bytes, at));
    }
  }

  private int committedRows() throws StorageException {
    int last = rows.size() - 1;
    while (last >= 0 && rows.get(last).isEmpty()) {
      last--;
    }
    if (last < 0) {
      return 0;
    }
    int commitStart = entry(last).commitStart();
    if (commitStart < 0 || commitStart > last) {
      throw damagedRow(last, "start of its commit");
    }
    int count = 0;
    while (count <= last && (count < commitStart || rows.get(count).isPresent())) {
      checkPlace(count);
      count++;
    }
    for (int row = commitStart; row < count; row++) {
      segment.block(entry(row));
    }
    return count;
  }

  private void checkPlace(int row) throws StorageException {
    if (rows.get(row).isEmpty()) {
      throw damagedRow(row, "checksum of a block's row");
    }
    BlockEntry entry = entry(row);
    boolean isInPlace;
    if (row > 0) {
      BlockEntry before = entry(row - 1);
      isInPlace =
          entry.seal().number() == before.seal().number() + 1
              && entry.seal().parentHash().equals(before.seal().hash())
              && entry.recordsOffset() == before.recordsEnd();
    } else {
      isInPlace =
          entry.recordsOffset() == 0
              && switch (segment.header().place()) {
                case SegmentHeader.Place.Anew() -> true;
                case SegmentHeader.Place.Continues(long firstNumber, var parent) ->
                    entry.seal().number() == firstNumber
                        && entry.seal().parentHash().equals(parent);
              };
    }
    if (!isInPlace) {
      throw damagedRow(row, "the block does not follow the one before");
    }
  }

  private static long cut(DiskFile file, long end, String path) throws IOException {
    long surplus = file.size() - end;
    if (surplus < 0) {
      throw StorageException.damaged(path, file.size(), "the file ends early", Segment.REMEDY);
    }
    if (surplus > 0) {
      file.truncate(end);
      file.force();
    }
    return surplus;
  }

  private BlockEntry entry(int row) {
    return rows.get(row).orElseThrow();
  }

  private StorageException damagedRow(int row, String what) {
    return StorageException.damaged(
        segment.tablePath(), Segment.tableOffset(row), what, Segment.REMEDY);
  }
}
