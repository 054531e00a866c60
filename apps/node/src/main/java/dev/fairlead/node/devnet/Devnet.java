package dev.fairlead.node.devnet;

import dev.fairlead.jsonrpc.http.ListenFailure;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyHeads;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.ingress.AdmissionCheck;
import dev.fairlead.node.devnet.ingress.ChainIngress;
import dev.fairlead.node.devnet.ingress.TransactionGate;
import dev.fairlead.node.devnet.verdict.ObeyingAuthority;
import dev.fairlead.node.devnet.world.ChainSet;
import dev.fairlead.node.devnet.world.PortPlan;
import dev.fairlead.node.devnet.world.SlotClock;
import dev.fairlead.node.devnet.world.WorldPlan;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.metrics.Metric;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.relayer.Relayer;
import dev.fairlead.node.relayer.RelayerMetrics;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.node.runtime.Shutdown;
import dev.fairlead.node.supernode.AdmissionService;
import dev.fairlead.node.supernode.ChainSnapshot;
import dev.fairlead.node.supernode.OrderReports;
import dev.fairlead.node.supernode.Supernode;
import dev.fairlead.node.supernode.SupernodePorts;
import dev.fairlead.node.supernode.SupernodeServer;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.node.supernode.metrics.SupernodeMetricNames;
import dev.fairlead.node.supernode.rpc.AdmissionErrors;
import dev.fairlead.node.supernode.source.GenesisCheck;
import dev.fairlead.node.supernode.source.RpcChainFeed;
import dev.fairlead.node.tx.PrivateKey;
import dev.fairlead.opstack.verifier.ChainAuthority;
import dev.fairlead.storage.FileDisk;
import dev.fairlead.storage.StorageException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A running world: chains, their public ports, a supernode whose verdicts the chains obey, and a
 * relayer. Every part is registered for the end as soon as it runs, so nothing is left when a later
 * one does not start.
 */
public final class Devnet {
  private static final System.Logger LOG = System.getLogger(Devnet.class.getName());

  private final WorldPlan plan;
  private final Shutdown shutdown;
  private final ChainSet chains;
  private final Supernode supernode;
  private final SortedMap<ChainId, URI> ports;
  private final URI supernodeUri;

  private Devnet(
      WorldPlan plan,
      Shutdown shutdown,
      ChainSet chains,
      Supernode supernode,
      SortedMap<ChainId, URI> ports,
      URI supernodeUri) {
    this.plan = plan;
    this.shutdown = shutdown;
    this.chains = chains;
    this.supernode = supernode;
    this.ports = Collections.unmodifiableSortedMap(ports);
    this.supernodeUri = supernodeUri;
  }

  /**
   * Starts everything; blocks are mined by the clock from then on.
   *
   * @param anvil executable
   * @param scratch folder for temporary files
   */
  public static Devnet start(
      Path anvil, WorldPlan plan, PortPlan portPlan, Path scratch, Shutdown shutdown)
      throws CommandException, InterruptedException {
    PrivateKey relayerKey = DevnetParts.freshKey();
    ChainSet chains = ChainSet.start(anvil, plan, Set.of(relayerKey.address()));
    shutdown.register("chains", chains);
    chains.all().forEach(chain -> watch(chain, shutdown));
    try {
      Metrics metrics = new Metrics(metrics()).withProcess();
      Health health = new Health();
      Supernode supernode = supernode(plan, chains, portPlan, scratch, shutdown, metrics);
      supernode.reportTo(health);
      SupernodeServer server = SupernodeServer.start(supernode, health);
      shutdown.register("listeners", server);
      server.withMetrics(supernode, metrics);
      URI supernodeUri = URI.create("http://127.0.0.1:" + server.rpcPort());
      Devnet devnet =
          new Devnet(
              plan,
              shutdown,
              chains,
              supernode,
              open(chains, supernode, portPlan, shutdown),
              supernodeUri);
      supernode.start();
      devnet.relay(relayerKey, scratch, metrics, health);
      SlotClock clock = new SlotClock(InstantSource.system(), shutdown::fail);
      shutdown.register("clock", clock);
      clock.start(chains);
      return devnet;
    } catch (ListenFailure | StorageException e) {
      throw new CommandException(ExitCode.RETRY, String.valueOf(e.getMessage()), e);
    }
  }

  private static void watch(DevnetChain chain, Shutdown shutdown) {
    var _ =
        chain
            .process()
            .onExit()
            .thenRun(() -> {
              if (!shutdown.isRequested()) {
                LOG.log(Level.ERROR, "chain_ended chain=" + chain.id());
                shutdown.request(ExitCode.RETRY, "anvil of chain " + chain.id() + " ended");
              }
            });
  }

  private static List<Metric> metrics() {
    List<Metric> all = new ArrayList<>(SupernodeMetricNames.all());
    all.addAll(RelayerMetrics.all());
    return all;
  }

  private static Supernode supernode(
      WorldPlan plan,
      ChainSet chains,
      PortPlan portPlan,
      Path scratch,
      Shutdown shutdown,
      Metrics metrics) {
    SupernodeConfig config = DevnetParts.supernode(plan, chains, portPlan, scratch);
    SupernodeCounters counters =
        new SupernodeCounters(metrics, config.chains().keySet(), RpcChainFeed.FAILURE_KINDS);
    MemoryStores stores = new MemoryStores();
    shutdown.register("stores", stores);
    // The authorities are made before the supernode that they ask is complete.
    List<Supernode> made = new ArrayList<>(1);
    AdmissionCheck again = (keys, at) -> check(made.getFirst().admission(), keys, at);
    Supernode supernode =
        new Supernode(
            config,
            stores,
            new SupernodePorts(
                chain ->
                    new RpcChainFeed(
                        chain, config.limits(), GenesisCheck.NONE, counters, shutdown::fail),
                reports -> authority(chains, again, reports, shutdown),
                shutdown::fail),
            counters);
    made.add(supernode);
    shutdown.register("supernode", supernode);
    supernode.showIn(metrics);
    return supernode;
  }

  private static ChainAuthority authority(
      ChainSet chains, AdmissionCheck again, OrderReports reports, Shutdown shutdown) {
    ObeyingAuthority authority =
        new ObeyingAuthority(chains.chains(), again, reports::done, reports::failed);
    shutdown.register("authority", authority);
    return authority;
  }

  private static Optional<dev.fairlead.jsonrpc.RpcError> check(
      AdmissionService admission,
      List<Hash32> keys,
      dev.fairlead.opstack.rules.ExecutingDescriptor at) {
    return AdmissionErrors.of(admission.check(keys, SafetyLevel.CROSS_UNSAFE, at));
  }

  private static SortedMap<ChainId, URI> open(
      ChainSet chains, Supernode supernode, PortPlan portPlan, Shutdown shutdown)
      throws ListenFailure {
    AdmissionCheck judge = (keys, at) -> check(supernode.admission(), keys, at);
    AdmissionCheck none = (keys, at) -> Optional.empty(); // the L1 executes no messages
    shutdown.register("L1 port", open(portPlan.base(), chains.base(), none));
    SortedMap<ChainId, URI> ports = new TreeMap<>();
    int position = 0;
    for (DevnetChain chain : chains.chains().values()) {
      ChainIngress ingress = open(portPlan.chain(position++), chain, judge);
      shutdown.register("port of " + chain.id(), ingress);
      ports.put(chain.id(), ingress.http());
    }
    return ports;
  }

  private static ChainIngress open(int port, DevnetChain chain, AdmissionCheck check)
      throws ListenFailure {
    return ChainIngress.open(
        port,
        chain,
        new TransactionGate(chain.id(), chain::nextTimestamp, chain.rpc().client(), check));
  }

  private void relay(PrivateKey key, Path scratch, Metrics metrics, Health health)
      throws StorageException {
    Relayer relayer =
        Relayer.open(
            DevnetParts.relayer(plan, ports, supernodeUri, key, scratch),
            FileDisk.at(scratch.resolve("relayer")),
            metrics,
            shutdown::fail);
    shutdown.register("relayer", relayer);
    relayer.reportTo(health);
    relayer.start();
  }

  /** What the world is like. */
  public WorldPlan plan() {
    return plan;
  }

  /** The chains, past their public ports. */
  public ChainSet chains() {
    return chains;
  }

  /** Where the public ports of the L2s answer HTTP. */
  public SortedMap<ChainId, URI> ports() {
    return ports;
  }

  /** The verifier. */
  public Supernode supernode() {
    return supernode;
  }

  /** What the verifier says of a chain. */
  public SafetyHeads heads(ChainId chain) {
    return supernode.snapshot().chain(chain).map(ChainSnapshot::heads).orElse(SafetyHeads.NONE);
  }

  /** Whether the verifier has read every chain up to its head. */
  public boolean isFilled() {
    return supernode.snapshot().chains().values().stream().allMatch(ChainSnapshot::isFilled);
  }
}
