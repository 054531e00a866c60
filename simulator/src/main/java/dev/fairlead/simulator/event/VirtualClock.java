package dev.fairlead.simulator.event;

import dev.fairlead.kernel.machine.Invariants;

/** Time of a virtual world, nanoseconds from its beginning. Moves only when told, never back. */
public final class VirtualClock {
  /** Nanoseconds of a second. */
  public static final long SECOND = 1_000_000_000L;

  /** Nanoseconds of a millisecond. */
  public static final long MILLI = 1_000_000L;

  private long nowNanos;

  /** The time. */
  public long nowNanos() {
    return nowNanos;
  }

  /** Moves on to a time that is not before now. */
  public void advanceTo(long timeNanos) {
    Invariants.require(timeNanos >= nowNanos, () -> "time went back from " + nowNanos);
    nowNanos = timeNanos;
  }
}
