package dev.fairlead.simulator.invariant;

import java.util.Optional;

/** A claim about a virtual world, checked with every relay block of every fork. */
public interface Invariant {
  /** Its name in reports, in lower case with hyphens. */
  String name();

  /** Checks a block whose parent was checked before; says what is wrong, if something is. */
  Optional<String> check(Fact fact);

  /** How many single comparisons were made so far; one that never compared has shown nothing. */
  long checks();
}
