package dev.fairlead.xcmp.judge;

import dev.fairlead.kernel.bytes.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Heat of address ranges: a bad event warms the address and, less, its neighbours; heat halves with
 * time. It decides who is asked first and shuts nobody out (5.7). The unit of time is the caller's:
 * relay blocks or nanoseconds. Bounded; the coolest ranges are forgotten first. One owner thread.
 */
public final class HeatMap {
  private static final int[] IPV4_BITS = {32, 24, 16};
  private static final int[] IPV6_BITS = {64, 48, 32};
  private static final double[] WEIGHTS = {1, 0.5, 0.25};

  private final long halfLife;
  private final int rangesMax;
  private final Map<Range, Heat> ranges = new HashMap<>();

  private record Range(Bytes prefix, int bits) {}

  private record Heat(double degrees, long at) {}

  /**
   * Cold everywhere.
   *
   * @param halfLife time in which heat halves, in the unit of the times given
   * @param rangesMax ranges remembered
   */
  public HeatMap(long halfLife, int rangesMax) {
    if (halfLife < 1 || rangesMax < WEIGHTS.length) {
      throw new IllegalArgumentException("half-life " + halfLife + ", ranges " + rangesMax);
    }
    this.halfLife = halfLife;
    this.rangesMax = rangesMax;
  }

  /** Something bad came from an address. */
  public void heat(long now, NetworkAddress address, double degrees) {
    for (int i = 0; i < WEIGHTS.length; i++) {
      Range range = range(address, i);
      double before = fading(ranges.get(range), now);
      ranges.put(range, new Heat(before + WEIGHTS[i] * degrees, now));
    }
    if (ranges.size() > rangesMax) {
      forgetCoolest(now);
    }
  }

  /** Heat of an address: the sum over its ranges. */
  public double of(long now, NetworkAddress address) {
    double sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += fading(ranges.get(range(address, i)), now);
    }
    return sum;
  }

  /** The same addresses, coolest first; those of one heat keep their order. */
  public List<NetworkAddress> coolestFirst(long now, List<NetworkAddress> addresses) {
    List<NetworkAddress> sorted = new ArrayList<>(addresses);
    sorted.sort(Comparator.comparingDouble(address -> of(now, address)));
    return List.copyOf(sorted);
  }

  /** Ranges remembered. */
  public int size() {
    return ranges.size();
  }

  private double fading(@Nullable Heat heat, long now) {
    if (heat == null) {
      return 0;
    }
    double halves = (double) Math.max(0, now - heat.at) / halfLife;
    return heat.degrees * StrictMath.pow(0.5, halves);
  }

  private void forgetCoolest(long now) {
    List<Map.Entry<Range, Heat>> sorted = new ArrayList<>(ranges.entrySet());
    sorted.sort(
        Comparator.comparingDouble((Map.Entry<Range, Heat> e) -> fading(e.getValue(), now))
            .thenComparing(e -> e.getKey().toString()));
    int surplus = sorted.size() - rangesMax + rangesMax / 8;
    sorted.subList(0, surplus).forEach(e -> ranges.remove(e.getKey()));
  }

  private static Range range(NetworkAddress address, int level) {
    int bits = (address.isIpv4() ? IPV4_BITS : IPV6_BITS)[level];
    return new Range(address.bytes().slice(0, bits / 8), bits);
  }
}
