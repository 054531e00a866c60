package dev.fairlead.node.devnet.world;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which L2s of a devnet accept each other's messages. */
public enum Topology {
  /** Every chain accepts every chain. */
  MESH,
  /** Every chain accepts its neighbours in the order of chain ids. */
  LINE;

  /** The dependency set of chains in ascending order. */
  public DependencySet dependencySet(List<ChainId> chains, ExpiryWindow window) {
    return switch (this) {
      case MESH -> DependencySet.mesh(chains, window);
      case LINE -> line(chains, window);
    };
  }

  private static DependencySet line(List<ChainId> chains, ExpiryWindow window) {
    SortedMap<ChainId, List<ChainId>> accepts = new TreeMap<>();
    for (int i = 0; i < chains.size(); i++) {
      accepts.put(
          chains.get(i), chains.subList(Math.max(0, i - 1), Math.min(chains.size(), i + 2)));
    }
    try {
      return DependencySet.directed(accepts, window);
    } catch (DecodingException e) {
      throw new IllegalStateException("neighbours are members", e);
    }
  }
}
