package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.dependency.ChainRules;

/**
 * What is followed, and how far back.
 *
 * @param chain the chain
 * @param rules its activation and block time
 * @param windowSeconds how far behind the newest safe block the log must reach when it is filled
 *     for the first time: the expiry window and a margin for chains that lag behind each other
 * @param limits bounds of the work
 */
public record FollowSettings(
    ChainId chain, ChainRules rules, long windowSeconds, FollowLimits limits) {
  /** Refuses a negative window. */
  public FollowSettings {
    if (windowSeconds < 0) {
      throw new IllegalArgumentException("window of " + windowSeconds + " s");
    }
  }
}
