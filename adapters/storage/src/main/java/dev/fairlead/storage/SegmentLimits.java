package dev.fairlead.storage;

/**
 * How large the segments of a message log may grow. Pruning removes whole segments, so a small
 * segment gives back space early; every segment costs two open files.
 *
 * @param blocksMax a segment with so many blocks is full
 * @param recordBytesMax a segment with so many bytes of records is full
 * @param copiedBytesMax a rewind that leaves less than this in a segment copies it into the next,
 *     so that frequent reorgs do not leave many small segments
 */
public record SegmentLimits(int blocksMax, long recordBytesMax, long copiedBytesMax) {
  /** About a day of blocks every two seconds. */
  public static final SegmentLimits STANDARD = new SegmentLimits(32_768, 128L << 20, 4L << 20);

  /** Refuses limits below one. */
  public SegmentLimits {
    if (blocksMax < 1 || recordBytesMax < 1 || copiedBytesMax < 0) {
      throw new IllegalArgumentException("segment limits must be positive");
    }
  }
}
