package dev.fairlead.xcmp.judge;

import java.util.OptionalLong;

/**
 * How collators are judged. Every protection can be switched off (AM24).
 *
 * @param protections which of them are on
 * @param limits bounds of memory
 * @param cutoff how long an entry may stay without ack
 * @param service who is served
 */
public record JudgeSettings(
    Protections protections, JudgeLimits limits, CutoffRule cutoff, Service service) {
  /** Everything on, the recommended figures. */
  public static final JudgeSettings STANDARD =
      new JudgeSettings(
          Protections.ALL, JudgeLimits.STANDARD, CutoffRule.STANDARD, Service.STANDARD);

  /**
   * Switches.
   *
   * @param whitelist proven collators come first
   * @param blacklist overdue collators are cut off
   * @param excuses blocks that count for nobody (AM16)
   * @param heatMap cool address ranges come first
   * @param handOver notes of the previous group break ties (N-G3)
   * @param newcomersSlot a part of the service is kept for the unknown
   * @param churn the worst make room for strangers
   */
  public record Protections(
      boolean whitelist,
      boolean blacklist,
      boolean excuses,
      boolean heatMap,
      boolean handOver,
      boolean newcomersSlot,
      boolean churn) {
    /** All on. */
    public static final Protections ALL = new Protections(true, true, true, true, true, true, true);

    /** All off. */
    public static final Protections NONE =
        new Protections(false, false, false, false, false, false, false);
  }

  /**
   * The cutoff of the blacklist (5.7). Blocks are relay blocks.
   *
   * @param baseBlocks where nothing better is known
   * @param isAdaptive whether the weighted mix of the four refinements takes its place
   * @param weights of those refinements
   * @param operatorBlocks the operator's own value, refinement 4
   * @param driftPermille most that it changes in one session; 0 = without bound
   */
  public record CutoffRule(
      int baseBlocks,
      boolean isAdaptive,
      Weights weights,
      OptionalLong operatorBlocks,
      int driftPermille) {
    /** Five blocks, adapted by at most a tenth per session. */
    public static final CutoffRule STANDARD =
        new CutoffRule(5, true, Weights.EVEN, OptionalLong.empty(), 100);
  }

  /**
   * Weights of the refinements; one without a value does not count.
   *
   * @param allParas the gap between ack and ack over all paras
   * @param ownHistory the gap of this para
   * @param declared what the para has declared (AM9)
   * @param operator what the operator has set
   */
  public record Weights(int allParas, int ownHistory, int declared, int operator) {
    /** All the same. */
    public static final Weights EVEN = new Weights(1, 1, 1, 1);

    /** Refuses negative weights. */
    public Weights {
      if (Math.min(Math.min(allParas, ownHistory), Math.min(declared, operator)) < 0) {
        throw new IllegalArgumentException("negative weight");
      }
    }
  }

  /**
   * Who is served.
   *
   * @param newcomersPercent part of the service that is kept for the unknown
   * @param churnPercent worst part that may have to leave
   * @param churnBlocks how long a collator must have been among the worst
   */
  public record Service(int newcomersPercent, int churnPercent, int churnBlocks) {
    /** A fifth for newcomers; the worst tenth leaves after 10 minutes of six-second blocks. */
    public static final Service STANDARD = new Service(20, 10, 100);

    /** Refuses parts that are no percentages. */
    public Service {
      boolean isPart = Math.min(newcomersPercent, churnPercent) >= 0;
      if (!isPart || Math.max(newcomersPercent, churnPercent) > 100 || churnBlocks < 0) {
        throw new IllegalArgumentException(
            newcomersPercent + " %, " + churnPercent + " %, " + churnBlocks + " blocks");
      }
    }
  }
}
