package dev.fairlead.node.devnet.anvil;

import java.util.ArrayList;
import java.util.List;

/**
 * What one anvil is started with. It never mines by itself.
 *
 * @param chainId of the chain
 * @param genesisTimestamp of block 0, seconds
 * @param isOptimism whether it is an L2
 * @param safeDepth blocks between the head and the {@code safe} tag; twice that to {@code
 *     finalized}
 * @param statesMax blocks below the head whose state can still be asked for or returned to
 */
public record AnvilOptions(
    long chainId, long genesisTimestamp, boolean isOptimism, int safeDepth, int statesMax) {
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--no-mining"));
    arguments.addAll(List.of("--chain-id", Long.toString(chainId)));
    arguments.addAll(List.of("--timestamp", Long.toString(genesisTimestamp)));
    arguments.addAll(List.of("--slots-in-an-epoch", Integer.toString(safeDepth)));
    // In memory only: states on disk would be left behind by a process that is killed.
    arguments.addAll(List.of("--prune-history", Integer.toString(statesMax)));
    arguments.addAll(List.of("--color", "never", "--no-request-size-limit", "--order", "fifo"));
    if (isOptimism) {
      arguments.addAll(List.of("--network", "optimism"));
    }
    return arguments;
  }
}
