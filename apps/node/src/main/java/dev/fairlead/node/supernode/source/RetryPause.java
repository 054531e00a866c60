package dev.fairlead.node.supernode.source;

import java.time.Duration;

/**
 * Pauses that double with each failure in a row, up to a limit. Owned by one thread.
 *
 * <p>No randomness: one process asks each endpoint on one thread, so nothing herds.
 */
final class RetryPause {
  private static final Duration FIRST = Duration.ofMillis(250);

  private final Duration max;
  private int failures;

  RetryPause(Duration max) {
    this.max = max;
  }

  void succeeded() {
    failures = 0;
  }

  /** Counts one more failure and says how long to wait. */
  Duration failed() {
    Duration pause = FIRST.multipliedBy(1L << Math.min(failures, 20));
    failures++;
    return pause.compareTo(max) < 0 ? pause : max;
  }

  int failures() {
    return failures;
  }
}
