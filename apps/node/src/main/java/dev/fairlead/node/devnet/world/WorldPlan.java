package dev.fairlead.node.devnet.world;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the chains of a devnet are like.
 *
 * @param chainCount L2s, 2 to 5
 * @param grid timestamps of the L2s
 * @param topology who accepts whom
 * @param window how old a message may be at its execution
 * @param historyBlocks blocks that exist at the start, so that there are messages too old to use
 */
public record WorldPlan(
    int chainCount, Grid grid, Topology topology, ExpiryWindow window, int historyBlocks) {
  /** Id of the L1. */
  public static final ChainId BASE = ChainId.of(900);

  /** Refuses other numbers of chains. */
  public WorldPlan {
    if (chainCount < 2 || chainCount > 5) {
      throw new IllegalArgumentException("a devnet has 2 to 5 L2 chains, not " + chainCount);
    }
  }

  /** Ids of the L2s, ascending. */
  public List<ChainId> chains() {
    return LongStream.rangeClosed(901, 900L + chainCount).mapToObj(ChainId::of).toList();
  }

  /** Who accepts whom. */
  public DependencySet dependencySet() {
    return topology.dependencySet(chains(), window);
  }
}
