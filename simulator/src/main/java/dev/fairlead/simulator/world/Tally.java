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
  /**
   * Nothing yet.
   *
   * @param states of relay blocks by hash
   * @param bodyUnit one byte of a body counts as so many
   */
  static Tally of(Function<Hash32, Optional<RelayState>> states, int bodyUnit) {
    return new Tally(new Counters(), new BodyCounters(states, bodyUnit));
  }
}
