package dev.fairlead.node.devnet.traffic;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyHeads;
import dev.fairlead.kernel.safety.SafetyLevel;
import java.util.Collection;
import java.util.function.Function;

/**
 * The heights up to which every chain is at least that safe. All chains of a devnet have the same
 * grid, so one height is one timestamp.
 *
 * @param crossSafe lowest cross-safe head
 * @param finalized lowest finalized head
 */
record SafeHeights(long crossSafe, long finalized) {
  static SafeHeights of(Collection<ChainId> chains, Function<ChainId, SafetyHeads> heads) {
    long crossSafe = Long.MAX_VALUE;
    long finalized = Long.MAX_VALUE;
    for (ChainId chain : chains) {
      SafetyHeads known = heads.apply(chain);
      crossSafe = Math.min(crossSafe, height(known, SafetyLevel.CROSS_SAFE));
      finalized = Math.min(finalized, height(known, SafetyLevel.FINALIZED));
    }
    return new SafeHeights(crossSafe, Math.min(crossSafe, finalized));
  }

  private static long height(SafetyHeads heads, SafetyLevel level) {
    return heads.head(level).map(BlockRef::number).orElse(0L);
  }
}
