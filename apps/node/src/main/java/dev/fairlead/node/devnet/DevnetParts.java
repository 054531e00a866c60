package dev.fairlead.node.devnet;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.config.Endpoint;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.world.ChainSet;
import dev.fairlead.node.devnet.world.PortPlan;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.node.relayer.config.RelayerConfig;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.Listener;
import dev.fairlead.node.supernode.config.MinSafety;
import dev.fairlead.node.supernode.config.RpcListeners;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.config.SupernodeLimits;
import dev.fairlead.node.tx.PrivateKey;
import dev.fairlead.opstack.relay.RelayLimits;
import dev.fairlead.opstack.relay.RelayPolicy;
import dev.fairlead.opstack.relay.RelaySettings;
import dev.fairlead.opstack.relay.RelayTimings;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How supernode and relayer are set up inside a devnet. */
final class DevnetParts {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final BigInteger FEE_MAX = BigInteger.TEN.pow(12);
  private static final long WARN_SECONDS = 60;

  private DevnetParts() {}

  /** Follows the chains past their public ports. */
  static SupernodeConfig supernode(WorldPlan plan, ChainSet chains, PortPlan ports, Path scratch) {
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
        scratch,
        plan.dependencySet(),
        followed,
        new RpcListeners(Listener.loopback(ports.supernode()), List.of(), false, Optional.empty()),
        Optional.of(Listener.loopback(ports.metrics())),
        new SupernodeLimits(
            standard.requestsPerChain(),
            standard.blocksPerCommit(),
            standard.groupsPerCheck(),
            standard.messageBytes(),
            LOOK,
            Duration.ofSeconds(2)));
  }

  /** Delivers through the public ports, as any relayer would. */
  static RelayerConfig relayer(
      WorldPlan plan, SortedMap<ChainId, URI> ports, URI supernode, PrivateKey key, Path scratch) {
    SortedMap<ChainId, dev.fairlead.jsonrpc.Endpoint> endpoints = new TreeMap<>();
    ports.forEach((chain, uri) -> endpoints.put(chain, new dev.fairlead.jsonrpc.Endpoint(uri)));
    RelayTimings standard = RelayTimings.STANDARD;
    RelaySettings settings =
        new RelaySettings(
            endpoints.keySet(),
            new RelayPolicy.Everything(),
            new RelaySettings.Safety(SafetyLevel.CROSS_UNSAFE, plan.window(), WARN_SECONDS),
            FEE_MAX,
            new RelayTimings(
                standard.retry(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                standard.parkedRetryMax(),
                LOOK,
                standard.resend(),
                standard.stuck(),
                standard.cancel(),
                standard.stale()),
            RelayLimits.STANDARD);
    RelayerConfig.Scan scan = RelayerConfig.Scan.STANDARD;
    return new RelayerConfig(
        scratch,
        new RelayerConfig.Endpoints(new dev.fairlead.jsonrpc.Endpoint(supernode), endpoints),
        key,
        settings,
        new RelayerConfig.Scan(
            LOOK,
            Duration.ofSeconds(plan.window().seconds()),
            scan.blocksPerQuery(),
            scan.pendingMax()),
        Optional.empty());
  }

  /** A key that nobody has had before; it is forgotten with the devnet. */
  static PrivateKey freshKey() {
    byte[] secret = new byte[Hash32.SIZE];
    new SecureRandom().nextBytes(secret);
    try {
      return PrivateKey.of(secret);
    } catch (DecodingException e) {
      return freshKey(); // one number in 2^128 is no key; the next one is
    }
  }
}
