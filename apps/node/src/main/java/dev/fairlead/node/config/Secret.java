package dev.fairlead.node.config;

/**
 * A value that must never be printed: it shows itself only to {@link #reveal}. Not a record, since
 * a record would print it.
 */
public final class Secret {
  private final String value;

  /** Wraps the value. */
  public Secret(String value) {
    this.value = value;
  }

  /** The value itself; do not log or print it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
