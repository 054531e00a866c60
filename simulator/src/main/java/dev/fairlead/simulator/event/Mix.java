package dev.fairlead.simulator.event;

import dev.fairlead.kernel.bytes.Hash32;

/**
 * Folds numbers into one, for traces: the same in every process, unlike hash codes of enums. Not
 * meant against an attacker.
 */
public final class Mix {
  private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

  private Mix() {}

  /** Folds one more number in. */
  public static long of(long before, long next) {
    long mixed = (before ^ next) * ODD;
    return mixed ^ (mixed >>> 29);
  }

  /** Folds a hash in. */
  public static long of(long before, Hash32 next) {
    return of(of(of(of(before, next.w0()), next.w1()), next.w2()), next.w3());
  }
}
