package dev.fairlead.opstack.dependency;

/** When messages become possible on a chain. A missing time means never, not the beginning. */
public sealed interface Activation {
  /**
   * Active from the first block at or after a time.
   *
   * @param timestamp seconds since 1970, unsigned
   */
  record At(long timestamp) implements Activation {}

  /** Not scheduled. */
  record Never() implements Activation {}
}
