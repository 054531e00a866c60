package dev.fairlead.simulator.world;

import dev.fairlead.xcmp.peer.Role;
import java.util.List;

/** Counts what the network of a world was given to carry. */
final class Counters {
  private long messages;
  private long lost;
  private long validatorBytes;
  private long collatorBytes;
  private long connections;
  private long connectionsSeen;
  private long nodesSeen;
  private long connectionsMax;

  void connected() {
    connections++;
  }

  void sent(Role from, long size) {
    messages++;
    if (from == Role.VALIDATOR) {
      validatorBytes += size;
    } else {
      collatorBytes += size;
    }
  }

  void lost() {
    lost++;
  }

  /** Looks at the connections of all nodes, once per slot. */
  void look(List<NodeHost> hosts) {
    for (NodeHost host : hosts) {
      if (host.isUp()) {
        nodesSeen++;
        connectionsSeen += host.connections.size();
        connectionsMax = Math.max(connectionsMax, host.connections.size());
      }
    }
  }

  Metrics.Network network() {
    double mean = nodesSeen == 0 ? 0 : (double) connectionsSeen / nodesSeen;
    return new Metrics.Network(
        messages,
        lost,
        validatorBytes + collatorBytes,
        validatorBytes,
        collatorBytes,
        new Metrics.Connections(connections, mean, connectionsMax));
  }
}
