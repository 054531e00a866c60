package dev.fairlead.kernel.safety;

/**
 * How far a block has been confirmed. The levels form a partial order: {@link #CROSS_UNSAFE} and
 * {@link #LOCAL_SAFE} both imply {@link #UNSAFE} and are implied by {@link #CROSS_SAFE}, but
 * neither implies the other. Ask {@link #implies}; the order of declaration means nothing.
 */
public enum SafetyLevel {
  /** Announced by the block producer. */
  UNSAFE,
  /** Unsafe, and everything it depends on is at least cross-unsafe. */
  CROSS_UNSAFE,
  /** Derived from the base chain, looking at its own chain only. */
  LOCAL_SAFE,
  /** Local-safe, and everything it depends on is so too, transitively. */
  CROSS_SAFE,
  /** Cross-safe with all inputs in finalized base-chain blocks. */
  FINALIZED;

  /** Whether a block at this level also has the {@code other} level. */
  public boolean implies(SafetyLevel other) {
    return switch (other) {
      case UNSAFE -> true;
      case CROSS_UNSAFE -> this != UNSAFE && this != LOCAL_SAFE;
      case LOCAL_SAFE -> this != UNSAFE && this != CROSS_UNSAFE;
      case CROSS_SAFE -> this == CROSS_SAFE || this == FINALIZED;
      case FINALIZED -> this == FINALIZED;
    };
  }
}
