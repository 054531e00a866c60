package dev.fairlead.xcmp.judge;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How collators are judged. Every protection can be switched off (AM24).
 *
 * @param protections which of them are on
 * @param limits bounds of memory
 * @param cutoff how long an entry may stay without ack
 * @param service who is served
 */
public record JudgeSettings(
    Set<Protection> protections, JudgeLimits limits, CutoffRule cutoff, Service service) {
  /** Everything on, the recommended figures. */
  public static final JudgeSettings STANDARD =
      new JudgeSettings(
          EnumSet.allOf(Protection.class),
          JudgeLimits.STANDARD,
          CutoffRule.STANDARD,
          Service.STANDARD);

  /** Copies the set. */
  public JudgeSettings {
    Set<Protection> copy = EnumSet.noneOf(Protection.class);
    copy.addAll(protections);
    protections = Collections.unmodifiableSet(copy);
  }

  /** Whether a protection is on. */
  public boolean isOn(Protection protection) {
    return protections.contains(protection);
  }

  /** The same with one protection off. */
  public JudgeSettings without(Protection off) {
    Set<Protection> fewer = EnumSet.noneOf(Protection.class);
    fewer.addAll(protections);
    fewer.remove(off);
    return with(fewer);
  }

  /** The same with exactly these protections on. */
  public JudgeSettings with(Set<Protection> on) {
    return new JudgeSettings(on, limits, cutoff, service);
  }

  /** The same with another rule of the cutoff. */
  public JudgeSettings with(CutoffRule rule) {
    return new JudgeSettings(protections, limits, rule, service);
  }

  /** The same with other bounds. */
  public JudgeSettings with(JudgeLimits bounds) {
    return new JudgeSettings(protections, bounds, cutoff, service);
  }

  /** The same with another service. */
  public JudgeSettings with(Service other) {
    return new JudgeSettings(protections, limits, cutoff, other);
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
   * @param allParas the gap between sending and ack over all paras
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
   * @param collatorsMax collators that may be connected at the same time
   * @param newcomersPercent part of the service that is kept for the unknown
   * @param churnPercent worst part that may have to leave
   * @param churnBlocks how long a collator must have been among the worst
   * @param forgivenBlocks how long an entry that was acked too late counts against its holder
   */
  public record Service(
      int collatorsMax,
      int newcomersPercent,
      int churnPercent,
      int churnBlocks,
      int forgivenBlocks) {
    /**
     * A hundred collators, a fifth for newcomers; the worst tenth leaves after 10 minutes of
     * six-second blocks, and as long counts what was late.
     */
    public static final Service STANDARD = new Service(100, 20, 10, 100, 100);

    /** Refuses parts that are no percentages, and a service for nobody. */
    public Service {
      boolean isPart = Math.min(newcomersPercent, churnPercent) >= 0;
      if (!isPart || Math.max(newcomersPercent, churnPercent) > 100) {
        throw new IllegalArgumentException(newcomersPercent + " %, " + churnPercent + " %");
      }
      if (collatorsMax < 1 || Math.min(churnBlocks, forgivenBlocks) < 0) {
        throw new IllegalArgumentException(
            collatorsMax + " collators, " + churnBlocks + ", " + forgivenBlocks + " blocks");
      }
    }
  }
}
