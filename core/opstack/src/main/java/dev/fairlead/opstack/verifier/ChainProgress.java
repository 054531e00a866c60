package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockLookup;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.dependency.ChainRules;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the safe lane has been told of one chain: how far it is local-safe, ready and final. */
final class ChainProgress {
  private final ChainId chain;
  private final ChainRules rules;
  private final TreeMap<Long, BlockRef> required = new TreeMap<>(Long::compareUnsigned);
  // Both absent until the chain reports them.
  private @Nullable BlockRef localSafe;
  private @Nullable BlockRef finalized;
  private boolean isReady;

  ChainProgress(ChainId chain, ChainRules rules) {
    this.chain = chain;
    this.rules = rules;
  }

  ChainId chain() {
    return chain;
  }

  boolean isReady() {
    return isReady;
  }

  void ready() {
    isReady = true;
  }

  void localSafe(BlockRef head, BaseInclusion inclusion) {
    localSafe = head;
    required.tailMap(head.number(), true).clear();
    if (inclusion instanceof BaseInclusion.Known(BlockRef base)) {
      required.put(head.number(), base);
    }
  }

  void finalized(BlockRef head) {
    finalized = head;
  }

  Optional<BlockRef> finalized() {
    return Optional.ofNullable(finalized);
  }

  /** The chain's log was cut. */
  void rewound(BlockRef to) {
    if (localSafe != null && Long.compareUnsigned(localSafe.number(), to.number()) > 0) {
      localSafe = to;
    }
  }

  /** Base-chain blocks above a height are gone, and with them what needed them. */
  void baseRewound(long lastCanonical) {
    if (required
        .values()
        .removeIf(base -> Long.compareUnsigned(base.number(), lastCanonical) > 0)) {
      localSafe = null;
    }
  }

  /** The base-chain block that is needed for a block and all before it. */
  BaseInclusion inclusion(long number) {
    Map.Entry<Long, BlockRef> entry = required.ceilingEntry(number);
    return entry == null ? new BaseInclusion.Unknown() : new BaseInclusion.Known(entry.getValue());
  }

  /** Forgets the base-chain blocks that blocks below a final height need. */
  void forgetBaseBelow(long number) {
    required.headMap(number, false).clear();
  }

  /** The local-safe head, if the log holds the same block at its height. */
  Optional<BlockSeal> safeHead(LogView log) {
    return localSafe != null
            && log.seal(localSafe.number()) instanceof SealLookup.Found(BlockSeal seal)
            && seal.ref().equals(localSafe)
        ? Optional.of(seal)
        : Optional.empty();
  }

  /** The block at a height, if it is local-safe. */
  Optional<SealedBlock> safeBlock(long number, LogView log) {
    boolean isSafe =
        safeHead(log).filter(head -> Long.compareUnsigned(number, head.number()) <= 0).isPresent();
    return isSafe && log.block(number) instanceof BlockLookup.Found(SealedBlock block)
        ? Optional.of(block)
        : Optional.empty();
  }

  /** Whether no further block at or before that time can become local-safe. */
  boolean isCompleteAt(long timestamp, LogView log) {
    Optional<BlockSeal> head = safeHead(log);
    if (head.isEmpty()) {
      return false;
    }
    long reached = head.get().timestamp();
    return Long.compareUnsigned(reached, timestamp) >= 0
        || Long.compareUnsigned(timestamp - reached, rules.blockTimeSeconds()) < 0;
  }

  /** When that block, the next one to become local-safe, is due; empty if nothing tells. */
  Optional<Long> nextDue(long number, LogView log) {
    if (log.seal(number) instanceof SealLookup.Found(BlockSeal seal)) {
      return Optional.of(seal.timestamp());
    }
    return log.seal(number - 1) instanceof SealLookup.Found(BlockSeal parent)
        ? Optional.of(parent.timestamp() + rules.blockTimeSeconds())
        : Optional.empty();
  }
}
