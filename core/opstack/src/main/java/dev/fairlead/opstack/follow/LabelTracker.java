package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.safety.SafetyLevel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The labels of a source against the log: a label counts once the log holds the same hash at its
 * height. Until then it is awaited.
 */
final class LabelTracker {
  private final Map<SafetyLevel, BlockLink> awaited = new EnumMap<>(SafetyLevel.class);
  private final Map<SafetyLevel, BlockRef> confirmed = new EnumMap<>(SafetyLevel.class);
  private boolean hasSeen;
  private boolean isContested;

  void seen(Map<SafetyLevel, BlockLink> labels) {
    awaited.clear();
    awaited.putAll(labels);
    hasSeen = true;
    isContested = false;
  }

  boolean hasSeen() {
    return hasSeen;
  }

  Map<SafetyLevel, BlockLink> awaited() {
    return awaited;
  }

  Map<SafetyLevel, BlockRef> confirmed() {
    return confirmed;
  }

  Optional<BlockRef> finalized() {
    return Optional.ofNullable(confirmed.get(SafetyLevel.FINALIZED));
  }

  /**
   * Confirms what the log holds. Returns whether the log has to be searched for the cause of a
   * difference; a label that still differs after that search was stale and is dropped.
   */
  boolean settle(LogDraft log, Effects<? super FollowEffect> out) {
    boolean isDifferent = false;
    for (Map.Entry<SafetyLevel, BlockLink> label : List.copyOf(awaited.entrySet())) {
      Optional<BlockRef> stored = log.at(label.getValue().number());
      if (stored.isEmpty()) {
        continue;
      }
      if (stored.get().equals(label.getValue().ref())) {
        awaited.remove(label.getKey());
        confirm(label.getKey(), stored.get(), out);
      } else if (isContested) {
        awaited.remove(label.getKey());
      } else {
        isDifferent = true;
      }
    }
    isContested |= isDifferent;
    return isDifferent;
  }

  private void confirm(SafetyLevel level, BlockRef block, Effects<? super FollowEffect> out) {
    BlockRef before = confirmed.get(level);
    boolean isNews = before == null || !before.equals(block);
    if (level == SafetyLevel.LOCAL_SAFE && isNews) {
      confirmed.put(level, block);
      out.emit(new FollowEffect.LocalSafeChanged(block));
    }
    boolean isHigher = before == null || Long.compareUnsigned(block.number(), before.number()) > 0;
    if (level == SafetyLevel.FINALIZED && isHigher) {
      confirmed.put(level, block);
      out.emit(new FollowEffect.HistoryChanged(new HistoryChange.Finalized(block)));
    }
  }

  /** Blocks above {@code to} are gone; what was local-safe above is so only up to there. */
  void rewound(BlockRef to, Effects<? super FollowEffect> out) {
    BlockRef safe = confirmed.get(SafetyLevel.LOCAL_SAFE);
    if (safe != null && Long.compareUnsigned(safe.number(), to.number()) > 0) {
      confirmed.put(SafetyLevel.LOCAL_SAFE, to);
      out.emit(new FollowEffect.LocalSafeChanged(to));
    }
  }
}
