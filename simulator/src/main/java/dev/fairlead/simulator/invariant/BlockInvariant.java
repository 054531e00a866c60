package dev.fairlead.simulator.invariant;

import java.util.Optional;

/** An invariant that is checked with every relay block of every fork. */
public non-sealed interface BlockInvariant extends Invariant {
  /** Checks a block whose parent was checked before; says what is wrong, if something is. */
  Optional<String> check(Fact fact);
}
