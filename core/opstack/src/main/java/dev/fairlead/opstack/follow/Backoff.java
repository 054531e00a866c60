package dev.fairlead.opstack.follow;

/** Counts failures in a row and says until when to pause. Exponential, bounded, no randomness. */
final class Backoff {
  private static final long NONE = Long.MAX_VALUE;

  private final long firstNanos;
  private final long maxNanos;
  private int failures;
  private long untilNanos = NONE;

  Backoff(FollowLimits limits) {
    firstNanos = limits.backoffFirst().toNanos();
    maxNanos = limits.backoffMax().toNanos();
  }

  void failed(long nowNanos) {
    int doublings = Math.min(failures, Long.numberOfLeadingZeros(firstNanos) - 1);
    failures++;
    untilNanos = nowNanos + Math.min(maxNanos, firstNanos << doublings);
  }

  void succeeded() {
    failures = 0;
    untilNanos = NONE;
  }

  /** Whether to wait; ends the pause when its time has come. */
  boolean isPausing(long nowNanos) {
    if (untilNanos != NONE && nowNanos >= untilNanos) {
      untilNanos = NONE;
    }
    return untilNanos != NONE;
  }

  int failures() {
    return failures;
  }

  /** The end of the pause; MAX_VALUE without one. */
  long deadlineNanos() {
    return untilNanos;
  }
}
