package dev.fairlead.xcmp.judge;

/**
 * Bounds of what is remembered (AM22).
 *
 * @param observationsMax per collator
 * @param collatorsMax collators remembered
 * @param entriesMax entries that were sent and are not acked
 * @param rangesMax address ranges with heat
 */
public record JudgeLimits(int observationsMax, int collatorsMax, int entriesMax, int rangesMax) {
  /** The figures of AM22; entries as many as a full queue has (AM4). */
  public static final JudgeLimits STANDARD = new JudgeLimits(1_024, 10_000, 65_536, 65_536);

  /** Refuses a bound below 1. */
  public JudgeLimits {
    if (Math.min(observationsMax, collatorsMax) < 1 || Math.min(entriesMax, rangesMax) < 1) {
      throw new IllegalArgumentException("a bound below 1");
    }
  }
}
