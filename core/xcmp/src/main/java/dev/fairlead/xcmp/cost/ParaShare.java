package dev.fairlead.xcmp.cost;

/**
 * Paras that are alike. Threads send only while they hold a slot but receive always, so the two
 * counts differ and the sending one may be a fraction.
 *
 * @param sending how many of them send at a time
 * @param receiving how many of them receive
 * @param redundancy R, collators of each para, 1 to {@link #FIGURE_MAX}
 * @param outgoing O, paras that each sends to, at most {@link #FIGURE_MAX}
 * @param incoming I, paras that each receives from, at most {@link #FIGURE_MAX}
 */
public record ParaShare(
    Rational sending, Rational receiving, long redundancy, long outgoing, long incoming) {
  /** The most that R, O and I may be. */
  public static final long FIGURE_MAX = 1_000_000_000;

  /** Refuses negative counts, a redundancy below 1 and figures above the limit. */
  public ParaShare {
    if (sending.compareTo(Rational.ZERO) < 0 || receiving.compareTo(Rational.ZERO) < 0) {
      throw new IllegalArgumentException("negative count: " + sending + ", " + receiving);
    }
    demand(redundancy, 1);
    demand(outgoing, 0);
    demand(incoming, 0);
  }

  private static void demand(long figure, long min) {
    if (figure < min || figure > FIGURE_MAX) {
      throw new IllegalArgumentException(figure + " is not from " + min + " to " + FIGURE_MAX);
    }
  }
}
