package dev.fairlead.kernel.machine;

import java.util.function.Supplier;

/** Conditions that must hold; always checked, also in production. */
public final class Invariants {
  private Invariants() {}

  /** Ends the process, by {@link InvariantViolation}, unless the condition holds. */
  public static void require(boolean condition, String message) {
    if (!condition) {
      throw new InvariantViolation(message);
    }
  }

  /** The same with a message that is only built when needed. */
  public static void require(boolean condition, Supplier<String> message) {
    if (!condition) {
      throw new InvariantViolation(message.get());
    }
  }
}
