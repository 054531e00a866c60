package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is counted between the nodes of a world.
 *
 * @param network what it was given to carry
 * @param bodies what came of bodies
 */
record Tally(Counters network, BodyCounters bodies) {
  /** Nothing yet; states of relay blocks are found by hash. */
  static Tally of(Function<Hash32, Optional<RelayState>> states) {
    return new Tally(new Counters(), new BodyCounters(states));
  }
}
