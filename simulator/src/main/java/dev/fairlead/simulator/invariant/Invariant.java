package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.identity.BlockRef;

/** A claim about a virtual world. It is looked at until it is broken once. */
public sealed interface Invariant permits BlockInvariant, NodeInvariant {
  /** Its name in reports, in lower case with hyphens. */
  String name();

  /** How many single comparisons were made so far; one that never compared has shown nothing. */
  long checks();

  /** A relay block, and with it all before, is final: what only other forks need may go. */
  default void finalized(BlockRef block) {}
}
