package dev.fairlead.node.devnet.traffic;

import java.math.BigInteger;

/** Whether no token was made or lost. */
public sealed interface Supply {
  /** As many as at the start. */
  record Whole() implements Supply {}

  /**
   * More or fewer.
   *
   * @param expected at the start
   * @param actual on all chains and under way
   */
  record Broken(BigInteger expected, BigInteger actual) implements Supply {}

  /** The word of the summary line. */
  default String text() {
    return switch (this) {
      case Whole() -> "ok";
      case Broken _ -> "broken";
    };
  }
}
