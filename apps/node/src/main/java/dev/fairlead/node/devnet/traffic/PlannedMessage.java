package dev.fairlead.node.devnet.traffic;

import dev.fairlead.kernel.identity.ChainId;
import java.util.List;

/**
 * One message of the demonstration before it exists.
 *
 * @param number counted from 1
 * @param kind what it shows
 * @param route chains that it crosses, two or more
 */
public record PlannedMessage(int number, TrafficKind kind, List<ChainId> route) {
  /** Refuses a route without an end. */
  public PlannedMessage {
    route = List.copyOf(route);
    if (route.size() < 2) {
      throw new IllegalArgumentException("a message crosses two chains or more: " + route);
    }
  }

  /** Where it begins. */
  public ChainId from() {
    return route.getFirst();
  }

  /** Where it has to arrive. */
  public ChainId to() {
    return route.getLast();
  }
}
