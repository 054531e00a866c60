package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.AppendResult;
import dev.fairlead.kernel.messagelog.AppendRules;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.kernel.messagelog.RewindResult;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The durable log of the sealed blocks of one chain, in append-only segments; bytes and recovery
 * are described with the package. Memory holds a few words per segment and nothing per block or
 * log.
 *
 * <p>A rewind overwrites nothing: it starts a segment that voids the blocks above the cut in the
 * ones before. So a view reads on undisturbed whatever the writer does, files never shrink under a
 * reader, and a crash in the middle finds either the state before or the one after.
 *
 * <p>Writing belongs to one owner thread. When the disk is full or fails, writing methods throw
 * {@link UncheckedIOException} around a {@link StorageException}; everything committed before stays
 * readable, and the next call first removes what the failed one has left.
 */
public final class SegmentedMessageLog implements MessageLog {
  private static final int BUFFER_BYTES = 1 << 20;

  private final SegmentFolder folder;
  private final SegmentLimits limits;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final long bytesCut;
  private volatile SegmentedView current;

  /** The segment to append to; null until the first block of a new log comes. */
  private @Nullable Segment active;

  private int activeRows;
  private long activeRecordsEnd;
  private boolean hasFailedTail;

  private SegmentedMessageLog(
      SegmentFolder folder, SegmentLimits limits, LogRecovery.Recovered recovered) {
    this.folder = folder;
    this.limits = limits;
    this.current = SegmentedView.of(recovered.slices().toArray(SegmentSlice[]::new));
    this.active = recovered.segments().isEmpty() ? null : recovered.segments().getLast();
    this.activeRows = recovered.tail().rows();
    this.activeRecordsEnd = recovered.tail().recordsEnd();
    this.bytesCut = recovered.tail().bytesCut();
  }

  /**
   * Opens the log in a folder of its own, or creates it; recovers from whatever a crash has left.
   *
   * @throws StorageException if files are damaged, of a newer version or of another chain
   */
  public static SegmentedMessageLog open(Disk disk, ChainId chain, SegmentLimits limits)
      throws StorageException {
    try {
      LogRecovery.Recovered recovered = new LogRecovery(disk, chain).recover();
      SegmentFolder folder = new SegmentFolder(disk, chain, recovered.nextSequence());
      return new SegmentedMessageLog(folder, limits, recovered);
    } catch (IOException e) {
      throw StorageException.device("opening", disk.describe("log"), e);
    } catch (UncheckedIOException e) {
      throw StorageException.device(
          "opening", disk.describe("log"), Objects.requireNonNull(e.getCause()));
    }
  }

  /** How many bytes of a torn commit were cut off when the log was opened. */
  public long bytesCutAtOpen() {
    return bytesCut;
  }

  @Override
  public LogView view() {
    return current;
  }

  @Override
  public AppendResult append(SealedBlock block) {
    return appendAll(List.of(block));
  }

  @Override
  public AppendResult appendAll(List<SealedBlock> blocks) {
    Optional<BlockSeal> tip = current.tip();
    List<SealedBlock> accepted = new ArrayList<>(blocks.size());
    AppendResult result = new AppendResult.AlreadyTip();
    for (SealedBlock block : blocks) {
      AppendResult one = AppendRules.judge(tip, block.seal());
      if (one instanceof AppendResult.Conflict) {
        result = one;
        break;
      }
      if (one instanceof AppendResult.Appended) {
        accepted.add(block);
        tip = Optional.of(block.seal());
        result = one;
      }
    }
    write(accepted);
    return result;
  }

  @Override
  public RewindResult rewind(BlockRef target) {
    SegmentedView before = current;
    return switch (before.seal(target.number())) {
      case SealLookup.Ahead() -> new RewindResult.Ahead();
      case SealLookup.BelowFirst(long ignored) -> {
        clear();
        yield new RewindResult.Cleared(before.blockCount());
      }
      case SealLookup.Found(BlockSeal seal) when !seal.hash().equals(target.hash()) ->
          new RewindResult.Conflict(seal);
      case SealLookup.Found(BlockSeal seal) -> {
        long removed = before.tip().orElseThrow().number() - seal.number();
        if (removed > 0) {
          cut(before, target);
        }
        yield new RewindResult.Rewound(removed);
      }
    };
  }

  @Override
  public long prune(long timestampExclusive) {
    SegmentedView before = current;
    SegmentSlice[] slices = before.slices();
    int dropped = 0;
    while (dropped < slices.length - 1
        && Long.compareUnsigned(slices[dropped].lastEntry().seal().timestamp(), timestampExclusive)
            < 0) {
      dropped++;
    }
    if (dropped == 0) {
      return 0;
    }
    try {
      mend();
      current = SegmentedView.of(Arrays.copyOfRange(slices, dropped, slices.length));
      folder.removeOldest(
          Arrays.stream(slices, 0, dropped).map(slice -> slice.segment().sequence()).toList());
    } catch (IOException e) {
      throw failedWriting(e);
    }
    return before.blockCount() - current.blockCount();
  }

  @Override
  public void clear() {
    SegmentedView before = current;
    if (before.tip().isPresent()) {
      try {
        mend();
        start(folder.create(new SegmentHeader.Place.Anew()), 0, 0, SegmentedView.EMPTY, before);
      } catch (IOException e) {
        throw failedWriting(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      for (SegmentSlice slice : current.slices()) {
        slice.segment().close();
      }
      if (active != null) {
        active.close();
      }
    } catch (IOException e) {
      throw StorageException.device("closing", folder.path(), e).unchecked();
    }
  }

  private void write(List<SealedBlock> blocks) {
    int done = 0;
    try {
      while (done < blocks.size()) {
        mend();
        Segment segment = segmentFor(blocks.get(done).seal());
        int count = countThatFits(blocks, done);
        commit(segment, blocks.subList(done, done + count));
        done += count;
      }
    } catch (IOException e) {
      throw failedWriting(e);
    }
  }

  private Segment segmentFor(BlockSeal next) throws IOException {
    Segment segment = active;
    boolean isFull =
        activeRows >= limits.blocksMax() || activeRecordsEnd >= limits.recordBytesMax();
    if (segment == null || isFull) {
      SegmentHeader.Place place =
          current.tip().isEmpty()
              ? new SegmentHeader.Place.Anew()
              : new SegmentHeader.Place.Continues(next.number(), next.parentHash());
      segment = folder.create(place);
      active = segment;
      activeRows = 0;
      activeRecordsEnd = 0;
    }
    return segment;
  }

  private int countThatFits(List<SealedBlock> blocks, int from) {
    int count = 1;
    long bytes = activeRecordsEnd + recordsSize(blocks.get(from));
    while (from + count < blocks.size()
        && activeRows + count < limits.blocksMax()
        && bytes < limits.recordBytesMax()) {
      bytes += recordsSize(blocks.get(from + count));
      count++;
    }
    return count;
  }

  /** Records, force, rows, force: a row that is found intact has its records. */
  private void commit(Segment segment, List<SealedBlock> blocks) throws IOException {
    hasFailedTail = true;
    ByteWriter rows = new ByteWriter(BlockEntry.SIZE * blocks.size());
    long end = writeRecords(segment, blocks, rows);
    if (end > activeRecordsEnd) {
      segment.records().force();
    }
    segment.table().write(Segment.tableOffset(activeRows), rows.toByteArray(), 0, rows.size());
    segment.table().force();
    hasFailedTail = false;
    publish(segment, blocks);
    activeRows += blocks.size();
    activeRecordsEnd = end;
  }

  private long writeRecords(Segment segment, List<SealedBlock> blocks, ByteWriter rows)
      throws IOException {
    long end = activeRecordsEnd;
    int buffered = 0;
    for (SealedBlock block : blocks) {
      int size = Math.toIntExact(recordsSize(block));
      if (buffered + size > buffer.length) {
        segment.records().write(end - buffered, buffer, 0, buffered);
        buffered = 0;
      }
      new BlockEntry(block.seal(), block.references().size(), end, activeRows).encode(rows);
      end += size;
      if (size > buffer.length) {
        byte[] large = new byte[size];
        BlockRecords.encode(block, large, 0);
        segment.records().write(end - size, large, 0, size);
      } else {
        BlockRecords.encode(block, buffer, buffered);
        buffered += size;
      }
    }
    segment.records().write(end - buffered, buffer, 0, buffered);
    return end;
  }

  private void publish(Segment segment, List<SealedBlock> blocks) {
    BlockSeal first = blocks.getFirst().seal();
    BlockSeal tip = blocks.getLast().seal();
    SegmentSlice slice;
    if (activeRows == 0) {
      slice = new SegmentSlice(segment, first.number(), first.timestamp(), blocks.size());
    } else {
      long lastNumber = first.number() - 1;
      slice = current.sliceOf(lastNumber).withCount(activeRows + blocks.size());
    }
    current = current.extended(slice, first, tip);
  }

  private static long recordsSize(SealedBlock block) {
    return BlockRecords.size(block.seal().logCount(), block.references().size());
  }

  private void cut(SegmentedView before, BlockRef target) {
    SegmentSlice slice = before.sliceOf(target.number());
    int kept = (int) (target.number() - slice.firstNumber()) + 1;
    long recordsEnd = slice.entry(target.number()).recordsEnd();
    boolean isCopied = recordsEnd + Segment.tableOffset(kept) <= limits.copiedBytesMax();
    List<SegmentSlice> slices = new ArrayList<>();
    for (SegmentSlice lower : before.slices()) {
      if (lower.segment().sequence() < slice.segment().sequence()) {
        slices.add(lower);
      }
    }
    try {
      mend();
      if (isCopied) {
        Segment copy = folder.copy(slice.segment(), kept, recordsEnd);
        slices.add(new SegmentSlice(copy, slice.firstNumber(), slice.firstTimestamp(), kept));
        start(copy, kept, recordsEnd, view(slices), before);
      } else {
        Segment next =
            folder.create(new SegmentHeader.Place.Continues(target.number() + 1, target.hash()));
        slices.add(slice.withCount(kept));
        start(next, 0, 0, view(slices), before);
      }
    } catch (IOException e) {
      throw failedWriting(e);
    }
  }

  private static SegmentedView view(List<SegmentSlice> slices) {
    return SegmentedView.of(slices.toArray(SegmentSlice[]::new));
  }

  /** Goes on in a segment that voids others, and removes those. */
  private void start(
      Segment next, int rows, long recordsEnd, SegmentedView after, SegmentedView before) {
    Set<Long> voided = new TreeSet<>();
    for (SegmentSlice slice : before.slices()) {
      voided.add(slice.segment().sequence());
    }
    if (active != null) {
      voided.add(active.sequence());
    }
    for (SegmentSlice slice : after.slices()) {
      voided.remove(slice.segment().sequence());
    }
    active = next;
    activeRows = rows;
    activeRecordsEnd = recordsEnd;
    hasFailedTail = false;
    current = after;
    folder.removeVoid(voided);
  }

  private void mend() throws IOException {
    folder.mend();
    if (hasFailedTail && active != null) {
      active.table().truncate(Segment.tableOffset(activeRows));
      active.table().force();
      active.records().truncate(activeRecordsEnd);
      active.records().force();
      hasFailedTail = false;
    }
  }

  private UncheckedIOException failedWriting(IOException cause) {
    String path = active == null ? folder.path() : active.tablePath();
    return StorageException.device("writing", path, cause).unchecked();
  }
}
