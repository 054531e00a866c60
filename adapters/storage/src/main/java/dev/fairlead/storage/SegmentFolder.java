package dev.fairlead.storage;

import dev.fairlead.kernel.identity.ChainId;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Creates and removes the segments of one log. A segment comes into being in one step: when its
 * block table gets its name, everything in it is durable. One owner thread.
 */
final class SegmentFolder {
  private static final String UNFINISHED_SUFFIX = ".new";
  private static final int COPY_BYTES = 1 << 20;

  private final Disk disk;
  private final ChainId chain;
  private final SortedSet<Long> remains = new TreeSet<>();
  private long nextSequence;

  SegmentFolder(Disk disk, ChainId chain, long nextSequence) {
    this.disk = disk;
    this.chain = chain;
    this.nextSequence = nextSequence;
  }

  /** A new segment without blocks. */
  Segment create(SegmentHeader.Place place) throws IOException {
    return create(place, Source.NOTHING);
  }

  /** A new segment that takes the place of another one and has its first rows. */
  Segment copy(Segment source, int rows, long recordBytes) throws IOException {
    return create(source.header().place(), new Source(source, rows, recordBytes));
  }

  private Segment create(SegmentHeader.Place place, Source source) throws IOException {
    SegmentHeader header = new SegmentHeader(nextSequence++, chain, place);
    String tableName = Segment.tableName(header.sequence());
    remains.add(header.sequence());
    DiskFile records = disk.open(Segment.recordsName(header.sequence()), Disk.OpenMode.NEW);
    try {
      source.copyRecords(records);
      records.force();
      try (DiskFile table = disk.open(tableName + UNFINISHED_SUFFIX, Disk.OpenMode.NEW)) {
        table.write(0, header.encode(), 0, SegmentHeader.SIZE);
        source.copyRows(table);
        table.force();
      }
      disk.forceNames();
      disk.rename(tableName + UNFINISHED_SUFFIX, tableName);
      disk.forceNames();
      DiskFile table = disk.open(tableName, Disk.OpenMode.EXISTING);
      remains.remove(header.sequence());
      return new Segment(disk, header, table, records);
    } catch (IOException e) {
      records.close();
      throw e;
    }
  }

  /**
   * Removes what failed creations and removals may have left. Must succeed before anything else is
   * written: a segment that was named but not reported would void later commits at the next start.
   */
  void mend() throws IOException {
    if (!remains.isEmpty()) {
      for (long sequence : remains) {
        delete(sequence);
      }
      disk.forceNames();
      remains.clear();
    }
  }

  /**
   * Removes the files of segments that a later one has voided. What cannot be removed is left to
   * {@link #mend} or to the next start. Views that still show them go on reading.
   */
  void removeVoid(Set<Long> sequences) {
    remains.addAll(sequences);
    try {
      mend();
    } catch (IOException e) {
      // The new state is durable and complete without it.
      return;
    }
  }

  /** Removes the oldest segments, one by one so that a crash leaves no hole. */
  void removeOldest(List<Long> sequences) throws IOException {
    remains.addAll(sequences);
    for (long sequence : sequences) {
      delete(sequence);
      disk.forceNames();
      remains.remove(sequence);
    }
  }

  private void delete(long sequence) throws IOException {
    disk.delete(Segment.tableName(sequence));
    disk.delete(Segment.tableName(sequence) + UNFINISHED_SUFFIX);
    disk.delete(Segment.recordsName(sequence));
  }

  String path() {
    return disk.describe(Segment.tableName(nextSequence));
  }

  /** The first rows of a segment with their records. */
  private record Source(@Nullable Segment segment, int rows, long recordBytes) {
    static final Source NOTHING = new Source(null, 0, 0);

    void copyRecords(DiskFile target) throws IOException {
      if (segment != null) {
        copy(segment.records(), 0, target, recordBytes);
      }
    }

    void copyRows(DiskFile target) throws IOException {
      if (segment != null) {
        copy(segment.table(), SegmentHeader.SIZE, target, Segment.tableOffset(rows));
      }
    }

    private static void copy(DiskFile from, long start, DiskFile to, long end) throws IOException {
      byte[] piece = new byte[COPY_BYTES];
      long at = start;
      while (at < end) {
        int size = from.read(at, piece, 0, (int) Math.min(piece.length, end - at));
        if (size == 0) {
          throw new IOException("source ends at " + at + ", expected " + end);
        }
        to.write(at, piece, 0, size);
        at += size;
      }
    }
  }
}
