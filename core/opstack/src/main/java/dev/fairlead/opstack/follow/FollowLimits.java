package dev.fairlead.opstack.follow;

import java.time.Duration;

/**
 * Bounds of following one chain. At most {@code batchBlocksMax * parallelMax} blocks are held in
 * memory.
 *
 * @param batchBlocksMax blocks per request
 * @param parallelMax requests under way
 * @param linksMax headers per request
 * @param backoffFirst pause after a first failure; doubles with each further one
 * @param backoffMax longest pause
 */
public record FollowLimits(
    int batchBlocksMax, int parallelMax, int linksMax, Duration backoffFirst, Duration backoffMax) {
  /** Fits a public RPC end point. */
  public static final FollowLimits STANDARD =
      new FollowLimits(50, 4, 16, Duration.ofMillis(250), Duration.ofSeconds(30));

  /** Refuses bounds under which nothing could progress. */
  public FollowLimits {
    if (batchBlocksMax < 1 || parallelMax < 1 || linksMax < 4) {
      throw new IllegalArgumentException(
          "limits too small: " + batchBlocksMax + ", " + parallelMax + ", " + linksMax);
    }
    if (!backoffFirst.isPositive() || backoffMax.compareTo(backoffFirst) < 0) {
      throw new IllegalArgumentException("back-off " + backoffFirst + " to " + backoffMax);
    }
  }
}
