package dev.fairlead.xcmp.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares a supply by weight: who wants less than its share leaves the rest to the others (5.7). If
 * all demands fit, each gets its demand; if every demand is above its share, each gets its share;
 * to the unit where that is no whole number.
 */
public final class WaterFilling {
  private static final long SUPPLY_MAX = 1L << 40;
  private static final long WEIGHT_SUM_MAX = 1L << 22;

  private WaterFilling() {}

  /**
   * One class of users.
   *
   * @param weight its part, at least 1
   * @param demand what it wants
   */
  public record Claim(long weight, long demand) {
    /** Refuses a weight below 1 and a negative demand. */
    public Claim {
      if (weight < 1 || demand < 0) {
        throw new IllegalArgumentException("weight " + weight + ", demand " + demand);
      }
    }
  }

  /** What each claim gets, in the order of the claims. Supply up to 2^40, weights up to 2^22. */
  public static List<Long> share(long supply, List<Claim> claims) {
    long weights = claims.stream().mapToLong(Claim::weight).sum();
    if (supply < 0 || supply > SUPPLY_MAX || weights > WEIGHT_SUM_MAX) {
      throw new IllegalArgumentException("supply " + supply + ", weights " + weights);
    }
    // The least hungry by weight first: what it leaves is known before the others are served.
    List<Integer> order =
        IntStream.range(0, claims.size())
            .boxed()
            .sorted((i, j) -> compareHunger(claims.get(i), claims.get(j), supply))
            .toList();
    List<Long> shares = new ArrayList<>(claims.stream().map(c -> 0L).toList());
    long rest = supply;
    long restWeights = weights;
    for (int index : order) {
      Claim claim = claims.get(index);
      long given = Math.min(claim.demand, rest * claim.weight / restWeights);
      shares.set(index, given);
      rest -= given;
      restWeights -= claim.weight;
    }
    return List.copyOf(shares);
  }

  private static int compareHunger(Claim left, Claim right, long supply) {
    return Long.compare(
        Math.min(left.demand, supply) * right.weight, Math.min(right.demand, supply) * left.weight);
  }
}
