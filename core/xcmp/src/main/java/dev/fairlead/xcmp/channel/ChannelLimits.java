package dev.fairlead.xcmp.channel;

/**
 * What may wait in a channel. Fixed when the channel opens (CH13).
 *
 * @param countMax messages, at most 1,024 (AM4)
 * @param totalBytesMax bytes of all waiting bodies
 * @param messageBytesMax bytes of one body
 */
public record ChannelLimits(long countMax, long totalBytesMax, long messageBytesMax) {
  /** The largest {@code countMax} that any relay chain grants (AM4). */
  public static final long COUNT_CEILING = 1_024;

  /** Whether every limit is at least 1 and at most that of {@code max} (CH6). */
  public boolean isWithin(ChannelLimits max) {
    return isWithin(countMax, Math.min(max.countMax, COUNT_CEILING))
        && isWithin(totalBytesMax, max.totalBytesMax)
        && isWithin(messageBytesMax, max.messageBytesMax);
  }

  private static boolean isWithin(long value, long max) {
    return value >= 1 && value <= max;
  }
}
