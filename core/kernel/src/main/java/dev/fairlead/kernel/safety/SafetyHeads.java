package dev.fairlead.kernel.safety;

import dev.fairlead.kernel.identity.BlockRef;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest block of one chain at each safety level. A stronger head never leads a weaker one: if
 * a level implies another, its head is not above the other's. Levels without a block yet are
 * absent. Immutable.
 */
public final class SafetyHeads {
  /** No block at any level. */
  public static final SafetyHeads NONE = new SafetyHeads(new EnumMap<>(SafetyLevel.class));

  private final EnumMap<SafetyLevel, BlockRef> heads;

  private SafetyHeads(EnumMap<SafetyLevel, BlockRef> heads) {
    this.heads = heads;
  }

  /**
   * The heads that several observers report, made consistent: every head that leads a weaker one is
   * lowered to it, and it is absent where the weaker one is.
   */
  public static SafetyHeads clamped(Map<SafetyLevel, BlockRef> reported) {
    EnumMap<SafetyLevel, BlockRef> heads = new EnumMap<>(SafetyLevel.class);
    for (SafetyLevel level : SafetyLevel.values()) {
      lowest(reported, level).ifPresent(head -> heads.put(level, head));
    }
    return new SafetyHeads(heads);
  }

  private static Optional<BlockRef> lowest(Map<SafetyLevel, BlockRef> reported, SafetyLevel level) {
    BlockRef lowest = reported.get(SafetyLevel.UNSAFE);
    for (SafetyLevel weaker : SafetyLevel.values()) {
      if (level.implies(weaker)) {
        BlockRef bound = reported.get(weaker);
        if (lowest == null || bound == null) {
          return Optional.empty();
        }
        if (Long.compareUnsigned(bound.number(), lowest.number()) < 0) {
          lowest = bound;
        }
      }
    }
    return Optional.ofNullable(lowest);
  }

  /** The newest block at that level. */
  public Optional<BlockRef> head(SafetyLevel level) {
    return Optional.ofNullable(heads.get(level));
  }

  /** Whether the block at that height of this chain has reached the level. */
  public boolean reaches(long number, SafetyLevel level) {
    BlockRef head = heads.get(level);
    return head != null && Long.compareUnsigned(number, head.number()) <= 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafetyHeads that && heads.equals(that.heads);
  }

  @Override
  public int hashCode() {
    return heads.hashCode();
  }

  @Override
  public String toString() {
    return heads.toString();
  }
}
