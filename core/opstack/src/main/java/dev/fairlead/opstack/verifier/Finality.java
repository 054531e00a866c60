package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.SealLookup;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest result whose inputs are all final: its base-chain block, where that is known,
 * else the chains' own finalized labels.
 */
final class Finality {
  private static final int RESULTS_PER_STEP_MAX = 1_024;

  private final SortedMap<ChainId, ChainProgress> chains;
  private final VerifierRecords records;
  private final LogViews logs;
  // Absent until the base chain reports finality.
  private @Nullable BlockRef base;

  Finality(SortedMap<ChainId, ChainProgress> chains, VerifierRecords records, LogViews logs) {
    this.chains = chains;
    this.records = records;
    this.logs = logs;
  }

  void base(BlockRef block) {
    base = block;
  }

  /** The newest final result above the given timestamp; moves a bounded way per call. */
  Optional<VerifiedResult> newestAbove(OptionalLong timestamp) {
    Optional<VerifiedResult> best = jump().filter(result -> isAbove(result, timestamp));
    Optional<VerifiedResult> next =
        best.isPresent()
            ? records.after(best.get().timestamp())
            : timestamp.isPresent() ? records.after(timestamp.getAsLong()) : oldest();
    int walked = 0;
    while (next.isPresent() && isFinal(next.get()) && walked < RESULTS_PER_STEP_MAX) {
      best = next;
      next = records.after(next.get().timestamp());
      walked++;
    }
    return best;
  }

  private Optional<VerifiedResult> oldest() {
    Optional<VerifiedResult> atZero = records.atOrBefore(0);
    return atZero.isPresent() ? atZero : records.after(0);
  }

  private static boolean isAbove(VerifiedResult result, OptionalLong timestamp) {
    return timestamp.isEmpty()
        || Long.compareUnsigned(result.timestamp(), timestamp.getAsLong()) > 0;
  }

  /** With labels, results up to the lowest labelled time are final, however many they are. */
  private Optional<VerifiedResult> jump() {
    Optional<Long> lowest = Optional.empty();
    for (ChainProgress chain : chains.values()) {
      Optional<Long> labelled = chain.finalized().flatMap(ref -> timestamp(chain.chain(), ref));
      if (labelled.isEmpty()) {
        return Optional.empty();
      }
      boolean isLower = lowest.isEmpty() || Long.compareUnsigned(labelled.get(), lowest.get()) < 0;
      lowest = isLower ? labelled : lowest;
    }
    return lowest.flatMap(records::atOrBefore).filter(this::isFinal);
  }

  private Optional<Long> timestamp(ChainId chain, BlockRef ref) {
    return logs.of(chain).seal(ref.number()) instanceof SealLookup.Found(BlockSeal seal)
        ? Optional.of(seal.timestamp())
        : Optional.empty();
  }

  private boolean isFinal(VerifiedResult result) {
    return switch (result.inclusion()) {
      case BaseInclusion.Known(BlockRef needed) ->
          base != null && Long.compareUnsigned(needed.number(), base.number()) <= 0;
      case BaseInclusion.Unknown() ->
          result.chains().entrySet().stream().allMatch(this::isLabelled);
    };
  }

  private boolean isLabelled(Map.Entry<ChainId, ChainResult> entry) {
    ChainProgress chain = chains.get(entry.getKey());
    long number = entry.getValue().verified().block().number();
    return chain != null
        && chain
            .finalized()
            .filter(label -> Long.compareUnsigned(number, label.number()) <= 0)
            .isPresent();
  }
}
