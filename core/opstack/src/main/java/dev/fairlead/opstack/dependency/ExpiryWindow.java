package dev.fairlead.opstack.dependency;

import dev.fairlead.kernel.bytes.DecodingException;

/**
 * How old an initiating message may be when it is executed. An age of exactly the window is valid.
 * A dependency set may shorten the protocol's window and never lengthen it.
 *
 * @param seconds 1 to {@link #SECONDS_MAX}
 */
public record ExpiryWindow(long seconds) {
  /** Seven days: the window of the protocol. */
  public static final long SECONDS_MAX = 604_800;

  /** The window when nothing is overridden. */
  public static final ExpiryWindow STANDARD = new ExpiryWindow(SECONDS_MAX);

  /** Refuses zero and more than seven days. */
  public ExpiryWindow {
    if (seconds < 1 || seconds > SECONDS_MAX) {
      throw new IllegalArgumentException("expiry window out of range: " + seconds);
    }
  }

  /** Reads the override of a dependency set, unsigned seconds; 0 means the standard window. */
  public static ExpiryWindow ofOverride(long seconds) throws DecodingException {
    if (seconds == 0) {
      return STANDARD;
    }
    if (Long.compareUnsigned(seconds, SECONDS_MAX) > 0) {
      throw new DecodingException(
          "message expiry window of "
              + Long.toUnsignedString(seconds)
              + " s exceeds the protocol's "
              + SECONDS_MAX
              + " s");
    }
    return new ExpiryWindow(seconds);
  }

  /**
   * Whether a message of that age is unexpired and stays so for {@code timeoutSeconds} more. Both
   * arguments are unsigned; nothing overflows.
   */
  public boolean covers(long ageSeconds, long timeoutSeconds) {
    return Long.compareUnsigned(ageSeconds, seconds) <= 0
        && Long.compareUnsigned(timeoutSeconds, seconds - ageSeconds) <= 0;
  }
}
