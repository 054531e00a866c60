package dev.fairlead.simulator.world;

import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.xcmp.delivery.CollatorMachine;
import dev.fairlead.xcmp.delivery.FullNodeMachine;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.delivery.ValidatorMachine;
import java.util.List;
import java.util.Optional;

/**
 * A node of a world at one moment.
 *
 * @param place who it is
 * @param isUp whether it runs
 * @param starts how often it was started
 * @param connected nodes that it has a connection with
 * @param asks own requests without an answer so far
 * @param behindSync orders that wait for its disk
 * @param machine what its machine is; none while it is down
 * @param snapshot what the machine tells of itself; absent if it tells nothing
 */
public record NodeView(
    Place place,
    boolean isUp,
    int starts,
    List<Place> connected,
    int asks,
    int behindSync,
    Optional<String> machine,
    Optional<Record> snapshot) {
  /** Copies the list. */
  public NodeView {
    connected = List.copyOf(connected);
  }

  static NodeView of(NodeHost host, List<NodeHost> all) {
    Optional<Machine<NodeInput, NodeEffect>> machine =
        host.isUp() ? Optional.of(host.machine()) : Optional.empty();
    return new NodeView(
        host.place(),
        host.isUp(),
        host.starts(),
        host.connections.peers().mapToObj(peer -> all.get(peer).place()).toList(),
        host.asks.size(),
        host.behindSync.size(),
        machine.map(one -> one.getClass().getSimpleName()),
        machine.flatMap(NodeView::snapshot));
  }

  private static Optional<Record> snapshot(Machine<NodeInput, NodeEffect> machine) {
    return switch (machine) {
      case ValidatorMachine validator -> Optional.of(validator.snapshot());
      case CollatorMachine collator -> Optional.of(collator.snapshot());
      case FullNodeMachine node -> Optional.of(node.snapshot());
      default -> Optional.empty();
    };
  }
}
