package dev.fairlead.simulator.world;

import dev.fairlead.xcmp.channel.ParaId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long entries waited, by sender; in relay blocks. */
final class Delays {
  private final SortedMap<Long, Long> counts = new TreeMap<>(); // by blocks
  private final SortedMap<ParaId, Wait> waits = new TreeMap<>();
  private long acked;

  private record Wait(long entries, long blocks) {
    Wait plus(long more) {
      return new Wait(entries + 1, blocks + more);
    }

    double mean() {
      return (double) blocks / entries;
    }
  }

  void add(ParaId sender, long blocks) {
    acked++;
    counts.merge(blocks, 1L, Long::sum);
    waits.put(sender, waits.getOrDefault(sender, new Wait(0, 0)).plus(blocks));
  }

  Metrics.Delivery delivery(long queued, long waiting) {
    Metrics.Delay delay =
        new Metrics.Delay(
            percentile(50), percentile(95), percentile(99), acked == 0 ? 0 : counts.lastKey());
    return new Metrics.Delivery(queued, acked, within(5), within(10), waiting, delay, fairness());
  }

  private long within(long blocks) {
    return counts.headMap(blocks + 1).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The shortest wait that so many of 100 entries did not exceed. */
  private long percentile(int share) {
    long seen = 0;
    for (Map.Entry<Long, Long> one : counts.entrySet()) {
      seen += one.getValue();
      if (seen * 100 >= acked * share) {
        return one.getKey();
      }
    }
    return 0;
  }

  private Metrics.Fairness fairness() {
    double worst = 0;
    double sum = 0;
    double squares = 0;
    for (Wait wait : waits.values()) {
      double mean = wait.mean();
      worst = Math.max(worst, mean);
      sum += mean;
      squares += mean * mean;
    }
    int senders = waits.size();
    return sum == 0
        ? new Metrics.Fairness(1, 1)
        : new Metrics.Fairness(worst * senders / sum, sum * sum / (senders * squares));
  }
}
