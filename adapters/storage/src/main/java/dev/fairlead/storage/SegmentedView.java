package dev.fairlead.storage;

import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.SealLookup;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** One state of a segmented log: slices in ascending order without gaps. Immutable. */
final class SegmentedView implements LogView {
  static final SegmentedView EMPTY = new SegmentedView(new SegmentSlice[0], null, null);

  private final SegmentSlice[] slices;

  /** Null, as the tip, if there are no slices. */
  private final @Nullable BlockSeal first;

  private final @Nullable BlockSeal tip;

  private SegmentedView(SegmentSlice[] slices, @Nullable BlockSeal first, @Nullable BlockSeal tip) {
    this.slices = slices;
    this.first = first;
    this.tip = tip;
  }

  /** The state that consists of these slices; reads the seals at both ends. */
  static SegmentedView of(SegmentSlice... slices) {
    return slices.length == 0
        ? EMPTY
        : new SegmentedView(
            slices,
            slices[0].segment().entry(0).seal(),
            slices[slices.length - 1].lastEntry().seal());
  }

  /** This state with the last slice longer, or with one more slice. */
  SegmentedView extended(SegmentSlice last, BlockSeal newFirst, BlockSeal newTip) {
    boolean isSameSegment =
        slices.length > 0
            && slices[slices.length - 1].segment().sequence() == last.segment().sequence();
    int length = isSameSegment ? slices.length : slices.length + 1;
    SegmentSlice[] next = Arrays.copyOf(slices, length);
    next[length - 1] = last;
    return new SegmentedView(next, first == null ? newFirst : first, newTip);
  }

  SegmentSlice[] slices() {
    return slices.clone();
  }

  long blockCount() {
    return first == null || tip == null ? 0 : tip.number() - first.number() + 1;
  }

  /** The slice that holds a block; the number must lie between first and tip. */
  SegmentSlice sliceOf(long number) {
    return slices[lastIndexAtOrBefore(number, SegmentSlice::firstNumber)];
  }

  @Override
  public Optional<BlockSeal> first() {
    return Optional.ofNullable(first);
  }

  @Override
  public Optional<BlockSeal> tip() {
    return Optional.ofNullable(tip);
  }

  @Override
  public SealLookup seal(long number) {
    if (isAhead(number)) {
      return new SealLookup.Ahead();
    }
    return isBelowFirst(number)
        ? new SealLookup.BelowFirst(slices[0].firstNumber())
        : new SealLookup.Found(sliceOf(number).entry(number).seal());
  }

  @Override
  public BlockLookup block(long number) {
    if (isAhead(number)) {
      return new BlockLookup.Ahead();
    }
    if (isBelowFirst(number)) {
      return new BlockLookup.BelowFirst(slices[0].firstNumber());
    }
    SegmentSlice slice = sliceOf(number);
    return new BlockLookup.Found(slice.segment().block(slice.entry(number)));
  }

  @Override
  public LogLookup log(LogPosition position) {
    long number = position.blockNumber();
    if (isAhead(number)) {
      return new LogLookup.Ahead();
    }
    if (isBelowFirst(number)) {
      return new LogLookup.BelowFirst(slices[0].firstNumber());
    }
    SegmentSlice slice = sliceOf(number);
    BlockEntry entry = slice.entry(number);
    return position.logIndex() < entry.seal().logCount()
        ? new LogLookup.Found(
            entry.seal(), slice.segment().logHash(entry, (int) position.logIndex()))
        : new LogLookup.NoSuchLog(entry.seal());
  }

  @Override
  public Optional<BlockSeal> lastAtOrBefore(long timestamp) {
    int index = lastIndexAtOrBefore(timestamp, SegmentSlice::firstTimestamp);
    return index < 0 ? Optional.empty() : Optional.of(slices[index].lastAtOrBefore(timestamp));
  }

  private boolean isAhead(long number) {
    return tip == null || Long.compareUnsigned(number, tip.number()) > 0;
  }

  private boolean isBelowFirst(long number) {
    return Long.compareUnsigned(number, slices[0].firstNumber()) < 0;
  }

  private int lastIndexAtOrBefore(long wanted, ToLongFunction<SegmentSlice> key) {
    int low = 0;
    int high = slices.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(key.applyAsLong(slices[middle]), wanted) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
