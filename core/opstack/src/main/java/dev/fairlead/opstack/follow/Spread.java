package dev.fairlead.opstack.follow;

import java.util.ArrayList;
import java.util.List;

/** Picks heights to probe. */
final class Spread {
  private Spread() {}

  /** At most {@code count} ascending heights, evenly over {@code [from, to)}, unsigned. */
  static List<Long> between(long from, long to, int count) {
    List<Long> heights = new ArrayList<>();
    long width = to - from;
    long parts = count + 1L;
    if (Long.compareUnsigned(width, count) <= 0) {
      for (long n = from; n != to; n++) {
        heights.add(n);
      }
      return heights;
    }
    for (long i = 1; i <= count; i++) {
      heights.add(
          from
              + Long.divideUnsigned(width, parts) * i
              + Long.remainderUnsigned(width, parts) * i / parts);
    }
    return heights;
  }
}
