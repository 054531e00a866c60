package dev.fairlead.simulator.invariant;

import java.util.Optional;

/** An invariant that is checked with every event in the life of a node; must be cheap. */
public non-sealed interface NodeInvariant extends Invariant {
  /** Checks what a node does; says what is wrong, if something is. */
  Optional<String> check(NodeAct act);
}
