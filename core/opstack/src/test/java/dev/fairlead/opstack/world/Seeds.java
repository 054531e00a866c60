package dev.fairlead.opstack.world;

import java.util.stream.LongStream;

/** Seeds of random tests: {@code -Dseed=N} runs one again. */
public final class Seeds {
  private Seeds() {}

  /** So many seeds, or the one that is asked for. */
  public static LongStream upTo(int count) {
    Long one = Long.getLong("seed");
    return one != null ? LongStream.of(one) : LongStream.range(0, count);
  }
}
