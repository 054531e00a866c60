package dev.fairlead.xcmp.judge;

/**
 * What a member of the previous group says of a collator. Used for the first choice alone, where
 * nothing of our own tells two collators apart (N-G3).
 *
 * @param good entries acked in time
 * @param bad entries overdue
 * @param medianBlocks middle whitelist time, relay blocks
 */
public record HandOverNote(long good, long bad, long medianBlocks)
    implements Comparable<HandOverNote> {
  /** Nobody said anything. */
  public static final HandOverNote NONE = new HandOverNote(0, 0, 0);

  /** Refuses negative figures. */
  public HandOverNote {
    if (Math.min(good, bad) < 0 || medianBlocks < 0) {
      throw new IllegalArgumentException(good + ", " + bad + ", " + medianBlocks);
    }
  }

  /** Better first: fewer overdue, then more acked, then sooner. */
  @Override
  public int compareTo(HandOverNote other) {
    int byBad = Long.compare(bad, other.bad);
    int byGood = Long.compare(other.good, good);
    int byMedian = Long.compare(medianBlocks, other.medianBlocks);
    return byBad != 0 ? byBad : byGood != 0 ? byGood : byMedian;
  }
}
