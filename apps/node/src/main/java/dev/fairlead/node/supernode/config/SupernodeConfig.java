package dev.fairlead.node.supernode.config;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.dependency.DependencySet;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a supernode is told at its start.
 *
 * @param dataDirectory folder of logs, heads and decisions
 * @param dependencySet who accepts messages from whom
 * @param chains the chains that are followed
 * @param rpc listeners and what they accept
 * @param metrics where metrics are served; absent if they are not
 * @param limits bounds on its work
 */
public record SupernodeConfig(
    Path dataDirectory,
    DependencySet dependencySet,
    SortedMap<ChainId, FollowedChain> chains,
    RpcListeners rpc,
    Optional<Listener> metrics,
    SupernodeLimits limits) {
  /** Copies the chains. */
  public SupernodeConfig {
    chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
  }
}
