package dev.fairlead.opstack.access;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.safety.SafetyLevel;

/** The names of safety levels in RPC parameters and configuration (section 1). */
public final class LevelNames {
  private LevelNames() {}

  /** The name; cross-safe is spelled {@code safe}. */
  public static String name(SafetyLevel level) {
    return switch (level) {
      case UNSAFE -> "unsafe";
      case CROSS_UNSAFE -> "cross-unsafe";
      case LOCAL_SAFE -> "local-safe";
      case CROSS_SAFE -> "safe";
      case FINALIZED -> "finalized";
    };
  }

  /** The level of a name; {@code invalid} is a name, but no level that can be asked for. */
  public static SafetyLevel parse(String name) throws DecodingException {
    for (SafetyLevel level : SafetyLevel.values()) {
      if (name(level).equals(name)) {
        return level;
      }
    }
    String shown = name.length() <= 40 ? name : name.substring(0, 37) + "...";
    throw new DecodingException(
        "unknown safety level \""
            + shown.replaceAll("[\\p{Cntrl}\"]", "?")
            + "\"; expected unsafe, cross-unsafe, local-safe, safe or finalized");
  }
}
