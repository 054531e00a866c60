package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.SealLookup;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What verified results stand on: the blocks in the chains' logs, and the base chain. */
final class Ground {
  private final LogViews logs;
  private final VerifierRecords records;

  Ground(LogViews logs, VerifierRecords records) {
    this.logs = logs;
    this.records = records;
  }

  /** A verified head that its chain's log does not hold (any more). */
  Optional<BlockId> lostHead(VerifiedResult result) {
    for (Map.Entry<ChainId, ChainResult> entry : result.chains().entrySet()) {
      BlockRef head = entry.getValue().verified().block();
      boolean isHeld =
          logs.of(entry.getKey()).seal(head.number()) instanceof SealLookup.Found(BlockSeal seal)
              && seal.ref().equals(head);
      if (!isHeld) {
        return Optional.of(new BlockId(entry.getKey(), head));
      }
    }
    return Optional.empty();
  }

  /** Whether that block lies below what the log holds. */
  boolean isBelowLog(BlockId block) {
    return logs.of(block.chain()).seal(block.ref().number()) instanceof SealLookup.BelowFirst;
  }

  /** The newest result at or below the given one whose heads are all held. */
  Optional<VerifiedResult> newestHeld(VerifiedResult from) {
    return newest(from, result -> lostHead(result).isEmpty());
  }

  /** The newest result at or below the given one that needs no base-chain block above a height. */
  Optional<VerifiedResult> newestWithin(VerifiedResult from, long baseNumber) {
    return newest(from, result -> !needsAbove(result, baseNumber));
  }

  static boolean needsAbove(VerifiedResult result, long baseNumber) {
    return result.inclusion() instanceof BaseInclusion.Known(BlockRef base)
        && Long.compareUnsigned(base.number(), baseNumber) > 0;
  }

  private Optional<VerifiedResult> newest(
      VerifiedResult from, Predicate<VerifiedResult> condition) {
    Optional<VerifiedResult> result = Optional.of(from);
    while (result.isPresent() && !condition.test(result.get())) {
      long timestamp = result.get().timestamp();
      result = timestamp == 0 ? Optional.empty() : records.atOrBefore(timestamp - 1);
    }
    return result;
  }
}
