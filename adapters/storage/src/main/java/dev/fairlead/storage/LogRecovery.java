package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the state of a log among the files in its folder. A later segment voids, in earlier ones,
 * the blocks from its own first number on; files of which nothing is left are removed.
 */
final class LogRecovery {
  private final Disk disk;
  private final ChainId chain;
  private final List<Segment> live = new ArrayList<>();
  private final List<Segment> superseded = new ArrayList<>();

  LogRecovery(Disk disk, ChainId chain) {
    this.disk = disk;
    this.chain = chain;
  }

  /**
   * A recovered log.
   *
   * @param slices its blocks
   * @param segments its files, oldest first; the last is the one to go on with
   * @param tail where that one ends
   * @param nextSequence above all sequences in use
   */
  record Recovered(
      List<SegmentSlice> slices,
      List<Segment> segments,
      SegmentTail.Committed tail,
      long nextSequence) {}

  Recovered recover() throws IOException {
    long nextSequence = 1;
    try {
      List<Long> sequences =
          disk.files().stream().flatMap(name -> Segment.sequenceOfTable(name).stream()).toList();
      for (long sequence : sequences) {
        place(open(sequence));
        nextSequence = sequence + 1;
      }
      Recovered recovered = assemble(nextSequence);
      removeRemains(recovered.segments());
      return recovered;
    } catch (IOException | java.io.UncheckedIOException e) {
      for (Segment segment : live) {
        segment.close();
      }
      throw e;
    } finally {
      for (Segment segment : superseded) {
        segment.close();
      }
    }
  }

  private Segment open(long sequence) throws IOException {
    String path = disk.describe(Segment.tableName(sequence));
    if (!disk.files().contains(Segment.recordsName(sequence))) {
      throw StorageException.damaged(
          path, 0, "the record file beside it is missing", Segment.REMEDY);
    }
    DiskFile table = disk.open(Segment.tableName(sequence), Disk.OpenMode.EXISTING);
    DiskFile records = disk.open(Segment.recordsName(sequence), Disk.OpenMode.EXISTING);
    byte[] bytes = new byte[(int) Math.min(table.size(), SegmentHeader.SIZE)];
    table.read(0, bytes, 0, bytes.length);
    SegmentHeader header = SegmentHeader.decode(bytes, path);
    if (!header.chain().equals(chain)) {
      throw new StorageException(
          StorageException.Kind.OTHER_CHAIN,
          path
              + " holds blocks of chain "
              + header.chain()
              + ", not of "
              + chain
              + ": name another data directory, or put the folders back in their places");
    }
    return new Segment(disk, header, table, records);
  }

  private void place(Segment segment) {
    switch (segment.header().place()) {
      case SegmentHeader.Place.Anew() -> {
        superseded.addAll(live);
        live.clear();
      }
      case SegmentHeader.Place.Continues(long firstNumber, Hash32 parent) -> {
        while (!live.isEmpty()
            && Long.compareUnsigned(firstNumber(live.getLast()), firstNumber) >= 0) {
          superseded.add(live.removeLast());
        }
      }
    }
    live.add(segment);
  }

  private static long firstNumber(Segment segment) {
    return switch (segment.header().place()) {
      case SegmentHeader.Place.Anew() -> segment.entry(0).seal().number();
      case SegmentHeader.Place.Continues(long firstNumber, Hash32 parent) -> firstNumber;
    };
  }

  private Recovered assemble(long nextSequence) throws IOException {
    List<SegmentSlice> slices = new ArrayList<>();
    for (int i = 0; i + 1 < live.size(); i++) {
      slices.add(sliceBefore(live.get(i), live.get(i + 1).header()));
    }
    if (live.isEmpty()) {
      return new Recovered(slices, List.of(), new SegmentTail.Committed(0, 0, 0), nextSequence);
    }
    Segment last = live.getLast();
    SegmentTail.Committed tail = new SegmentTail(last).recover();
    if (tail.rows() > 0) {
      slices.add(slice(last, tail.rows()));
    } else if (slices.isEmpty() && last.header().place() instanceof SegmentHeader.Place.Continues) {
      throw StorageException.damaged(
          last.tablePath(), 0, "the segment before it is missing", Segment.REMEDY);
    }
    return new Recovered(slices, List.copyOf(live), tail, nextSequence);
  }

  /** The part of a segment below the first block of the next one. */
  private static SegmentSlice sliceBefore(Segment segment, SegmentHeader next)
      throws StorageException {
    if (!(next.place() instanceof SegmentHeader.Place.Continues(long end, Hash32 parent))) {
      throw new AssertionError("a segment that starts anew voids all before it");
    }
    long count = end - firstNumber(segment);
    if (count > Integer.MAX_VALUE) {
      throw hole(segment, SegmentHeader.SIZE);
    }
    BlockEntry last = segment.entry((int) count - 1);
    if (last.seal().number() != end - 1 || !last.seal().hash().equals(parent)) {
      throw hole(segment, Segment.tableOffset(count - 1));
    }
    return slice(segment, (int) count);
  }

  private static SegmentSlice slice(Segment segment, int count) {
    BlockEntry first = segment.entry(0);
    return new SegmentSlice(segment, first.seal().number(), first.seal().timestamp(), count);
  }

  private static StorageException hole(Segment segment, long offset) {
    return StorageException.damaged(
        segment.tablePath(), offset, "the next segment does not continue it", Segment.REMEDY);
  }

  /** Void segments, unfinished ones, and records whose table is gone. */
  private void removeRemains(List<Segment> kept) throws IOException {
    boolean hasRemoved = false;
    for (String name : disk.files()) {
      boolean isKept =
          kept.stream()
              .anyMatch(segment ->
                  name.equals(Segment.tableName(segment.sequence()))
                      || name.equals(Segment.recordsName(segment.sequence())));
      boolean isOurs = name.matches("[0-9]{12}\\.(blocks|blocks\\.new|logs)");
      if (isOurs && !isKept) {
        disk.delete(name);
        hasRemoved = true;
      }
    }
    if (hasRemoved) {
      disk.forceNames();
    }
  }
}
