package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.rules.MessageRules;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the round machine of a component works with.
 *
 * @param members the chains of the component
 * @param rules the rules of messages
 * @param keepSeconds how much history stays below the newest verified timestamp, at least two
 *     expiry windows
 * @param roundsPerStepMax rounds that one step and one durable write may comprise while catching up
 * @param retryPause pause before an order that failed is given again
 */
public record RoundSettings(
    SortedSet<ChainId> members,
    MessageRules rules,
    long keepSeconds,
    int roundsPerStepMax,
    Duration retryPause) {
  /** Copies the set and refuses to keep less than two windows. */
  public RoundSettings {
    members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    if (members.isEmpty() || roundsPerStepMax < 1 || !retryPause.isPositive()) {
      throw new IllegalArgumentException("settings under which nothing could progress");
    }
    if (keepSeconds < 2 * rules.dependencySet().expiryWindow().seconds()) {
      throw new IllegalArgumentException("keeps less than two windows: " + keepSeconds + " s");
    }
  }

  /** Keeps two protocol windows, 14 days. */
  public static RoundSettings standard(SortedSet<ChainId> members, MessageRules rules) {
    return new RoundSettings(members, rules, 2 * 604_800L, 64, Duration.ofSeconds(1));
  }
}
