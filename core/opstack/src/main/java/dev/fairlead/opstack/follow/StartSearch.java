package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.opstack.dependency.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for the first block at or after a time, by headers: a guess by block time first, then by
 * even division. The answer lies in {@code [low, high]}.
 */
final class StartSearch {
  private final long fromTimestamp;
  private final long guess;
  private final int linksMax;
  private long low;
  private long high;
  private boolean hasGuessed;

  /** The block at {@code anchor} is the latest that can be the answer. */
  StartSearch(FollowSettings settings, BlockLink anchor) {
    this.fromTimestamp = windowStart(settings, anchor.timestamp());
    this.linksMax = settings.limits().linksMax();
    this.high = anchor.number();
    long distance = anchor.timestamp() - fromTimestamp;
    long blockTime = settings.rules().blockTimeSeconds();
    long blocks = Long.divideUnsigned(distance, blockTime);
    this.guess = Long.compareUnsigned(blocks, high) > 0 ? 0 : high - blocks;
    if (distance == 0) {
      low = high;
    }
  }

  private static long windowStart(FollowSettings settings, long anchor) {
    long window = settings.windowSeconds();
    long start = Long.compareUnsigned(anchor, window) < 0 ? 0 : anchor - window;
    return switch (settings.rules().activation()) {
      case Activation.Never() -> anchor;
      case Activation.At(long activation) -> {
        long bounded = Long.compareUnsigned(start, activation) < 0 ? activation : start;
        yield Long.compareUnsigned(bounded, anchor) > 0 ? anchor : bounded;
      }
    };
  }

  boolean isDone() {
    return low == high;
  }

  long answer() {
    return high;
  }

  /** Heights to ask for next. */
  List<Long> probes() {
    TreeSet<Long> probes = new TreeSet<>(Long::compareUnsigned);
    if (!hasGuessed) {
      for (long number = guess - 1; number != guess + 2; number++) {
        addInside(probes, number);
      }
    }
    probes.addAll(Spread.between(low, high, linksMax - probes.size()));
    return List.copyOf(probes);
  }

  private void addInside(Set<Long> probes, long number) {
    if (Long.compareUnsigned(number, low) >= 0 && Long.compareUnsigned(number, high) < 0) {
      probes.add(number);
    }
  }

  /** Takes the answer to {@link #probes}; false if it is not what was asked for. */
  boolean learn(List<Long> asked, List<BlockLink> links) {
    List<Long> answered = new ArrayList<>();
    links.forEach(link -> answered.add(link.number()));
    if (!answered.equals(asked)) {
      return false;
    }
    hasGuessed = true;
    for (BlockLink link : links) {
      if (Long.compareUnsigned(link.timestamp(), fromTimestamp) >= 0) {
        high = Long.compareUnsigned(link.number(), high) < 0 ? link.number() : high;
      } else if (Long.compareUnsigned(link.number(), low) >= 0) {
        low = link.number() + 1;
      }
    }
    return Long.compareUnsigned(low, high) <= 0;
  }
}
