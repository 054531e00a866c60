package dev.fairlead.xcmp.judge;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many relay blocks an entry may stay without ack before its holder is blamed (5.7), in
 * thousandths, so that a change of a tenth per session adds up.
 *
 * <p>Five blocks by default: two are the best possible, three are grace. A gap seen in practice
 * takes the place of the two, so a refinement that measures gaps has the value 3 + gap. For a
 * thread the default is {@code max(5, 3 + 2 × median gap between its blocks)} and nothing below it
 * is used: it cannot ack without a block. Every result lies from 3 to 50 and at most at the period
 * of the serving group less 1 (AM17).
 *
 * @param millis thousandths of a relay block
 */
public record Cutoff(long millis) {
  /** The least cutoff, blocks. */
  public static final int BLOCKS_MIN = 3;

  /** The greatest cutoff, blocks. */
  public static final int BLOCKS_MAX = 50;

  private static final int GRACE = 3;
  private static final long MILLI = 1_000;

  /**
   * What is known of a para when its cutoff is set.
   *
   * @param allParasMillis refinement 1, from {@link AckGaps#trimmedMeanMillis}
   * @param ownGap refinement 2, blocks
   * @param declared refinement 3, blocks (AM9)
   * @param threadBlockGap median gap between its blocks; empty for a chain
   * @param period blocks for which one group serves it; for a thread the session (AM17)
   */
  public record Known(
      OptionalLong allParasMillis,
      OptionalLong ownGap,
      OptionalLong declared,
      OptionalLong threadBlockGap,
      int period) {
    /** A chain of which nothing is known. */
    public static Known nothing(int period) {
      return new Known(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          period);
    }
  }

  /** A configured cutoff that outlives the group which applies it (AM17). */
  public record AbovePeriod(long blocks, int period) {}

  /** Why these settings cannot be used with groups that serve so long; only a laboratory may. */
  public static Optional<AbovePeriod> refusal(JudgeSettings.CutoffRule rule, int period) {
    long configured = Math.max(rule.baseBlocks(), rule.operatorBlocks().orElse(0));
    return configured > period - 1L
        ? Optional.of(new AbovePeriod(configured, period))
        : Optional.empty();
  }

  /** The cutoff of a para's first session. */
  public static Cutoff first(JudgeSettings.CutoffRule rule, Known known) {
    return bounded(defaultMillis(rule, known), known);
  }

  /** The cutoff of the next session: what is known, but no more than a step away from this one. */
  public Cutoff next(JudgeSettings.CutoffRule rule, Known known) {
    long aim = bounded(aimMillis(rule, known), known).millis;
    if (rule.driftPermille() == 0) {
      return new Cutoff(aim);
    }
    long step = Math.max(1, millis * rule.driftPermille() / MILLI);
    return bounded(Math.clamp(aim, millis - step, millis + step), known);
  }

  /** Whole blocks, rounded up: doubt is the collator's. */
  public long blocks() {
    return Math.ceilDiv(millis, MILLI);
  }

  private static long aimMillis(JudgeSettings.CutoffRule rule, Known known) {
    if (!rule.isAdaptive()) {
      return defaultMillis(rule, known);
    }
    JudgeSettings.Weights weights = rule.weights();
    long grace = GRACE * MILLI;
    long sum = 0;
    long weight = 0;
    if (known.allParasMillis.isPresent()) {
      sum += weights.allParas() * limited(grace + known.allParasMillis.getAsLong());
      weight += weights.allParas();
    }
    if (known.ownGap.isPresent()) {
      sum += weights.ownHistory() * limited(grace + ofBlocks(known.ownGap));
      weight += weights.ownHistory();
    }
    if (known.declared.isPresent()) {
      sum += weights.declared() * limited(ofBlocks(known.declared));
      weight += weights.declared();
    }
    if (rule.operatorBlocks().isPresent()) {
      sum += weights.operator() * limited(ofBlocks(rule.operatorBlocks()));
      weight += weights.operator();
    }
    long standard = defaultMillis(rule, known);
    long mix = weight == 0 ? standard : sum / weight;
    return known.threadBlockGap.isPresent() ? Math.max(mix, standard) : mix;
  }

  private static long defaultMillis(JudgeSettings.CutoffRule rule, Known known) {
    long base = rule.baseBlocks() * MILLI;
    return known.threadBlockGap.isEmpty()
        ? base
        : Math.max(base, GRACE * MILLI + 2 * ofBlocks(known.threadBlockGap));
  }

  private static long ofBlocks(OptionalLong blocks) {
    return Math.clamp(blocks.orElse(0), 0L, (long) BLOCKS_MAX) * MILLI;
  }

  /** One voice cannot outweigh the others by its sheer size. */
  private static long limited(long millis) {
    return Math.clamp(millis, BLOCKS_MIN * MILLI, BLOCKS_MAX * MILLI);
  }

  private static Cutoff bounded(long millis, Known known) {
    long period = Math.max(1, known.period - 1L) * MILLI;
    return new Cutoff(Math.min(limited(millis), period));
  }
}
