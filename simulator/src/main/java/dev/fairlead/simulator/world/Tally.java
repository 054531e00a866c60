package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is counted between the nodes of a world.
 *
 * @param network what it was given to carry
 * @param bodies what came of bodies
 * @param contacts who turned to whom
 */
record Tally(Counters network, BodyCounters bodies, Contacts contacts) {
  /**
   * Nothing yet.
   *
   * @param states of relay blocks by hash
   * @param head of the relay chain
   * @param bodyUnit one byte of a body counts as so many
   * @param hosts all nodes
   */
  static Tally of(
      Function<Hash32, Optional<RelayState>> states,
      Supplier<RelayState> head,
      int bodyUnit,
      List<NodeHost> hosts) {
    return new Tally(new Counters(), new BodyCounters(states, bodyUnit, hosts), new Contacts(head));
  }
}
