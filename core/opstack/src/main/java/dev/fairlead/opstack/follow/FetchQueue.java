package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ranges of blocks that are under way or have arrived before their turn. Bounded by the limits:
 * only a window above the tip is asked for.
 */
final class FetchQueue {
  private final FollowLimits limits;
  private final TreeMap<Long, Range> ranges = new TreeMap<>(Long::compareUnsigned);

  FetchQueue(FollowLimits limits) {
    this.limits = limits;
  }

  /**
   * One range.
   *
   * @param request number of its request
   * @param first its first height
   * @param count its length
   * @param blocks empty until they arrive
   */
  record Range(long request, long first, int count, List<SealedBlock> blocks) {
    boolean isUnderWay() {
      return blocks.isEmpty();
    }
  }

  void clear() {
    ranges.clear();
  }

  /**
   * The next range to ask for, from {@code next} up to {@code target}; none if all is on its way.
   */
  Optional<Range> nextGap(long request, long next, long target) {
    long underWay = ranges.values().stream().filter(Range::isUnderWay).count();
    if (underWay >= limits.parallelMax()) {
      return Optional.empty();
    }
    long windowEnd = next + (long) limits.batchBlocksMax() * limits.parallelMax();
    long from = next;
    for (Map.Entry<Long, Range> entry : ranges.tailMap(next, true).entrySet()) {
      if (entry.getKey() != from) {
        return range(request, from, Math.min(entry.getKey() - from, limits.batchBlocksMax()));
      }
      from += entry.getValue().count();
    }
    if (Long.compareUnsigned(from, target) > 0 || from - windowEnd >= 0) {
      return Optional.empty();
    }
    long left = Math.min(target - from + 1, windowEnd - from);
    return range(request, from, left < 0 ? limits.batchBlocksMax() : left);
  }

  private Optional<Range> range(long request, long first, long count) {
    Range range =
        new Range(request, first, (int) Math.min(count, limits.batchBlocksMax()), List.of());
    ranges.put(first, range);
    return Optional.of(range);
  }

  /** Whether a request is one of ours and unanswered. */
  boolean expects(long request) {
    return find(request).isPresent();
  }

  /** Forgets a request that failed. */
  void failed(long request) {
    find(request).ifPresent(range -> ranges.remove(range.first()));
  }

  /** Takes an answer; false if it is not a prefix of what was asked for. */
  boolean arrived(long request, List<SealedBlock> blocks) {
    Range range = find(request).orElseThrow();
    ranges.remove(range.first());
    if (blocks.isEmpty() || blocks.size() > range.count()) {
      return false;
    }
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).seal().number() != range.first() + i) {
        return false;
      }
    }
    ranges.put(range.first(), new Range(request, range.first(), blocks.size(), blocks));
    return true;
  }

  /** Removes and returns the blocks that come next in turn. */
  List<SealedBlock> takeFrom(long next) {
    List<SealedBlock> taken = new ArrayList<>();
    long at = next;
    Range range = ranges.get(at);
    while (range != null && !range.isUnderWay()) {
      taken.addAll(range.blocks());
      ranges.remove(at);
      at += range.count();
      range = ranges.get(at);
    }
    return taken;
  }

  private Optional<Range> find(long request) {
    return ranges.values().stream()
        .filter(range -> range.request() == request && range.isUnderWay())
        .findFirst();
  }
}
