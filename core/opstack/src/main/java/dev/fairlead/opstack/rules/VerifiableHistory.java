package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.opstack.dependency.ChainRules;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From when on blocks can be judged with what is stored. A log that was filled for the expiry
 * window only lacks the sources of messages in its own oldest blocks; a log that reaches back to
 * the activation of messages lacks nothing.
 */
public final class VerifiableHistory {
  private VerifiableHistory() {}

  /**
   * The earliest timestamp, unsigned, from which no valid message can refer to a block below the
   * first stored one of these source chains. Chains whose log is empty do not count.
   */
  public static long firstTimestamp(Map<ChainId, LogView> sources, MessageRules rules) {
    long earliest = 0;
    for (Map.Entry<ChainId, LogView> source : sources.entrySet()) {
      Optional<BlockSeal> first = source.getValue().first();
      if (first.isPresent() && !reachesActivation(first.get(), rules.chain(source.getKey()))) {
        long window = rules.dependencySet().expiryWindow().seconds();
        long judged = saturatedSum(first.get().timestamp(), window);
        earliest = Long.compareUnsigned(judged, earliest) > 0 ? judged : earliest;
      }
    }
    return earliest;
  }

  /**
   * The height of the first stored block at or after a time; the tip's plus one if there is none.
   */
  public static OptionalLong firstNumberAt(LogView log, long timestamp) {
    if (timestamp == 0) {
      return stream(log.first());
    }
    Optional<BlockSeal> before = log.lastAtOrBefore(timestamp - 1);
    return before.isPresent() ? OptionalLong.of(before.get().number() + 1) : stream(log.first());
  }

  private static OptionalLong stream(Optional<BlockSeal> seal) {
    return seal.isPresent() ? OptionalLong.of(seal.get().number()) : OptionalLong.empty();
  }

  private static boolean reachesActivation(BlockSeal first, ChainRules rules) {
    OptionalLong firstMessage = rules.firstMessageTimestamp();
    return first.number() == 0
        || firstMessage.isEmpty()
        || Long.compareUnsigned(first.timestamp(), firstMessage.getAsLong()) <= 0;
  }

  private static long saturatedSum(long timestamp, long seconds) {
    long sum = timestamp + seconds;
    return Long.compareUnsigned(sum, timestamp) < 0 ? -1L : sum;
  }
}
