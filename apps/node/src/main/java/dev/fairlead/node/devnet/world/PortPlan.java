package dev.fairlead.node.devnet.world;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.devnet.anvil.PortCheck;
import dev.fairlead.node.runtime.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a devnet listens: the ports that people know, all moved by one offset.
 *
 * @param offset added to every port
 */
public record PortPlan(int offset) {
  private static final int BASE_CHAIN = 8545;
  private static final int FIRST_CHAIN = 9545;
  private static final int SUPERNODE = 8560;
  private static final int METRICS = 7300;
  private static final int OFFSET_MAX = 0xffff - FIRST_CHAIN - 16;

  /** Refuses an offset that leaves the range of ports. */
  public PortPlan {
    if (offset < 1 - METRICS || offset > OFFSET_MAX) {
      throw new IllegalArgumentException(
          "port offset must be " + (1 - METRICS) + " to " + OFFSET_MAX + ", got " + offset);
    }
  }

  /** JSON-RPC of the L1. */
  public int base() {
    return BASE_CHAIN + offset;
  }

  /** JSON-RPC of the L2 at a position, counted from zero. */
  public int chain(int position) {
    return FIRST_CHAIN + position + offset;
  }

  /** JSON-RPC of the supernode. */
  public int supernode() {
    return SUPERNODE + offset;
  }

  /** Prometheus metrics. */
  public int metrics() {
    return METRICS + offset;
  }

  /** Refuses to start if ports are taken, naming all of them and the remedy. */
  public void demandFree(int chainCount) throws CommandException {
    Map<Integer, String> wanted = new TreeMap<>();
    wanted.put(base(), "L1 900");
    for (int i = 0; i < chainCount; i++) {
      wanted.put(chain(i), "L2 " + (901 + i));
    }
    wanted.put(supernode(), "the supernode");
    wanted.put(metrics(), "metrics");
    List<String> taken = new ArrayList<>();
    for (Map.Entry<Integer, String> entry : wanted.entrySet()) {
      if (!PortCheck.isFree(entry.getKey())) {
        taken.add("port " + entry.getKey() + " (for " + entry.getValue() + ") is taken");
      }
    }
    if (!taken.isEmpty()) {
      throw new CommandException(
          ExitCode.RETRY,
          String.join(", ", taken)
              + ": end what listens there, or move all ports with --port-offset");
    }
  }
}
