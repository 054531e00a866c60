package dev.fairlead.node.supernode;

/**
 * The operator's switch that refuses every access list. Safe for all threads; off after a start.
 */
public final class Failsafe {
  private volatile boolean isEnabled;

  /** Whether every list is refused. */
  public boolean isEnabled() {
    return isEnabled;
  }

  /** Turns it on or off. */
  public void enable(boolean enabled) {
    isEnabled = enabled;
  }
}
