package dev.fairlead.xcmp.delivery;

import java.math.BigInteger;

/**
 * How many collators of a para get an entry (R1a, N-R1a): so many that all of them are malicious in
 * at most one case of a hundred, but no more than 8; and one more for each relay block without ack,
 * without that bound, because a high share of malicious ones is only overcome by trying.
 *
 * @param collators at first, 1 to 8
 */
public record RedundancyTarget(int collators) {
  /** The most at first. */
  public static final int COLLATORS_MAX = 8;

  private static final int RISK_DIVISOR = 100;
  private static final long PERMILLE = 1_000;

  /** Refuses a target out of bounds. */
  public RedundancyTarget {
    if (collators < 1 || collators > COLLATORS_MAX) {
      throw new IllegalArgumentException(collators + " collators");
    }
  }

  /** The target for a share of malicious collators, in thousandths, 0 to 1,000. */
  public static RedundancyTarget forBadPermille(int bad) {
    if (bad < 0 || bad > PERMILLE) {
      throw new IllegalArgumentException(bad + " thousandths");
    }
    int collators = 1;
    while (collators < COLLATORS_MAX && !isEnough(bad, collators)) {
      collators++;
    }
    return new RedundancyTarget(collators);
  }

  /** How many should have the entry by now, of so many known. */
  public int after(int blocksWithoutAck, int known) {
    return (int) Math.min(known, (long) collators + Math.max(0, blocksWithoutAck));
  }

  private static boolean isEnough(int bad, int collators) {
    BigInteger allBad = BigInteger.valueOf(bad).pow(collators);
    return allBad
            .multiply(BigInteger.valueOf(RISK_DIVISOR))
            .compareTo(BigInteger.valueOf(PERMILLE).pow(collators))
        <= 0;
  }
}
