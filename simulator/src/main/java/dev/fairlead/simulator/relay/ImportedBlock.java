package dev.fairlead.simulator.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;

/**
 * A new relay block with what came of it; one for all nodes of a world.
 *
 * @param state after it
 * @param parent hash of the block before
 * @param events what it did
 * @param isBest whether it is the head now
 */
public record ImportedBlock(
    RelayState state, Hash32 parent, List<RelayEvent> events, boolean isBest) {
  /** Copies the list. */
  public ImportedBlock {
    events = List.copyOf(events);
  }
}
