package dev.fairlead.node.devnet.traffic;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyHeads;
import dev.fairlead.node.devnet.world.ChainSet;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/**
 * What the demonstration acts on.
 *
 * @param chains the chains themselves, for reading
 * @param ports their public ports, for sending
 * @param heads what the verifier says of a chain; asked from another thread
 */
public record TrafficWorld(
    ChainSet chains, Map<ChainId, URI> ports, Function<ChainId, SafetyHeads> heads) {
  /** Copies the map. */
  public TrafficWorld {
    ports = Map.copyOf(ports);
  }
}
