package dev.fairlead.node.lab;

import dev.fairlead.node.runtime.NanoClock;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * One line on a terminal, written over again and gone at the end; nothing where there is no
 * terminal.
 */
final class ProgressLine {
  private static final long EVERY_NANOS = Duration.ofMillis(200).toNanos();
  private static final String BEGIN_AGAIN = "\r\033[K"; // to the first column, line erased

  private final PrintWriter terminal;
  private final boolean isTerminal;
  private final NanoClock clock;
  private long shownAtNanos;
  private boolean isShown;

  ProgressLine(PrintWriter terminal, boolean isTerminal, NanoClock clock) {
    this.terminal = terminal;
    this.isTerminal = isTerminal;
    this.clock = clock;
    this.shownAtNanos = clock.nanos();
  }

  /** Shows how far it is, at most five times a second. */
  void show(long slot, long slots, long steps) {
    long now = clock.nanos();
    if (isTerminal && now - shownAtNanos >= EVERY_NANOS) {
      terminal.print(BEGIN_AGAIN + "slot " + slot + " of " + slots + ", " + steps + " events");
      terminal.flush();
      shownAtNanos = now;
      isShown = true;
    }
  }

  /** Leaves nothing behind. */
  void clear() {
    if (isShown) {
      terminal.print(BEGIN_AGAIN);
      terminal.flush();
      isShown = false;
    }
  }
}
