package dev.fairlead.storage;

import dev.fairlead.kernel.messagelog.BlockSeal;

/**
 * The blocks of one segment that belong to a state of the log: at least one, from the segment's
 * first row on.
 *
 * @param segment the files
 * @param firstNumber height of the first block, unsigned
 * @param firstTimestamp its timestamp, unsigned seconds
 * @param count number of blocks
 */
record SegmentSlice(Segment segment, long firstNumber, long firstTimestamp, int count) {
  long lastNumber() {
    return firstNumber + count - 1;
  }

  BlockEntry entry(long number) {
    return segment.entry(Math.toIntExact(number - firstNumber));
  }

  BlockEntry lastEntry() {
    return segment.entry(count - 1);
  }

  SegmentSlice withCount(int newCount) {
    return new SegmentSlice(segment, firstNumber, firstTimestamp, newCount);
  }

  /** The last block with a timestamp at or before the given one; the first block is one. */
  BlockSeal lastAtOrBefore(long timestamp) {
    int low = 1;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(segment.entry(middle).seal().timestamp(), timestamp) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return segment.entry(low - 1).seal();
  }
}
