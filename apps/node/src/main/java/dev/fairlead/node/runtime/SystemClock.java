package dev.fairlead.node.runtime;

/** The clock of this machine, counted from the start of the process so that it stays positive. */
public final class SystemClock implements NanoClock {
  private final long origin = System.nanoTime();

  @Override
  public long nanos() {
    return System.nanoTime() - origin;
  }
}
