package dev.fairlead.xcmp.judge;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalLong;

/**
 * The newest 256 gaps of one para, in relay blocks: between sending an entry and its ack, or
 * between its blocks. The median stands for all of them, so that less than half of the gaps,
 * however long, cannot move it beyond what the others show. One owner thread.
 */
public final class AckGaps {
  /** How many gaps are kept. */
  public static final int KEPT = 256;

  private static final int TRIM_PERCENT = 10;

  private long[] newest = new long[4];
  private int count;
  private int next;

  /** Adds a gap. */
  public void add(long blocks) {
    if (count == newest.length && count < KEPT) {
      newest = Arrays.copyOf(newest, Math.min(KEPT, 2 * count));
      next = count;
    }
    newest[next] = Math.max(0, blocks);
    next = (next + 1) % newest.length;
    count = Math.min(newest.length, count + 1);
  }

  /** The middle gap, the lower one of two; empty without gaps. */
  public OptionalLong median() {
    if (count == 0) {
      return OptionalLong.empty();
    }
    long[] sorted = Arrays.copyOf(newest, count);
    Arrays.sort(sorted);
    return OptionalLong.of(sorted[(count - 1) / 2]);
  }

  /**
   * Mean of the paras' medians in thousandths of a block, without the highest and the lowest tenth
   * of the paras: who owns a few paras cannot move it. Empty if no para has a gap.
   */
  public static OptionalLong trimmedMeanMillis(Collection<AckGaps> paras) {
    long[] medians =
        paras.stream()
            .map(AckGaps::median)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .sorted()
            .toArray();
    if (medians.length == 0) {
      return OptionalLong.empty();
    }
    int trimmed = medians.length * TRIM_PERCENT / 100;
    long[] kept = Arrays.copyOfRange(medians, trimmed, medians.length - trimmed);
    return OptionalLong.of(Arrays.stream(kept).sum() * 1_000 / kept.length);
  }
}
