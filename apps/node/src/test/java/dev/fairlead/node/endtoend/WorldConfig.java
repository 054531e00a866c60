package dev.fairlead.node.endtoend;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.config.Endpoint;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.world.ChainSet;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.Listener;
import dev.fairlead.node.supernode.config.MinSafety;
import dev.fairlead.node.supernode.config.RpcListeners;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.config.SupernodeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A supernode that looks often, so that tests take seconds. */
final class WorldConfig {
  private WorldConfig() {}

  static SupernodeConfig of(WorldPlan plan, ChainSet chains, Path folder) {
    SortedMap<ChainId, FollowedChain> followed = new TreeMap<>();
    for (DevnetChain chain : chains.chains().values()) {
      followed.put(
          chain.id(),
          new FollowedChain(
              chain.id(),
              new Endpoint(chain.webSocket()),
              chain.grid().blockTimeSeconds(),
              chain.grid().genesisTimestamp(),
              false,
              MinSafety.DEFAULT));
    }
    SupernodeLimits standard = SupernodeLimits.DEFAULT;
    return new SupernodeConfig(
        folder,
        plan.dependencySet(),
        followed,
        new RpcListeners(Listener.loopback(0), List.of(), false, Optional.empty()),
        Optional.empty(),
        new SupernodeLimits(
            standard.requestsPerChain(),
            standard.blocksPerCommit(),
            standard.groupsPerCheck(),
            standard.messageBytes(),
            Duration.ofMillis(50),
            Duration.ofMillis(500)));
  }
}
