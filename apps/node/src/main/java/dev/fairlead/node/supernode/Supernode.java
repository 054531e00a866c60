package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.node.health.Health;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.runtime.EventLoop;
import dev.fairlead.node.runtime.SystemClock;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.config.SupernodeLimits;
import dev.fairlead.node.supernode.metrics.SnapshotGauges;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.node.supernode.source.ChainFeed;
import dev.fairlead.opstack.follow.FollowLimits;
import dev.fairlead.opstack.follow.FollowSettings;
import dev.fairlead.opstack.rules.MessageRules;
import dev.fairlead.opstack.verifier.RoundMachine;
import dev.fairlead.opstack.verifier.RoundSettings;
import dev.fairlead.opstack.verifier.VerifierStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Follows the chains of a dependency set, verifies their messages and answers about them. One
 * thread owns all logs and machines; after each group of steps it publishes one immutable snapshot,
 * of which all answers are made. The command and the devnet run this same class; listeners are
 * added by {@link SupernodeServer}. All public methods may be called from any thread.
 */
public final class Supernode implements AutoCloseable {
  private static final int INPUTS_WAITING_MAX = 10_000;
  private static final int PARALLEL_BATCHES = 4;
  private static final int HEADERS_PER_REQUEST = 16;
  private static final Duration FIRST_RETRY_DELAY = Duration.ofMillis(250);

  /** Chains lag behind each other: so much more than the window is kept from the start. */
  private static final long MARGIN_SECONDS = 3600;

  private final SupernodeConfig config;
  private final SupernodeStores stores;
  private final EventLoop loop;
  private final Lanes lanes;
  private final SortedMap<ChainId, ChainFeed> sources = new TreeMap<>();
  private final Failsafe failsafe = new Failsafe();
  private final AdmissionService admission;
  private final BlockReporter reporter;
  private volatile SupernodeSnapshot snapshot;

  /**
   * Wires everything up; nothing runs before {@link #start}.
   *
   * @param stores opened for this configuration; the caller closes them after the supernode
   * @param counters must have been made for the same chains
   */
  public Supernode(
      SupernodeConfig config,
      SupernodeStores stores,
      SupernodePorts ports,
      SupernodeCounters counters) {
    this.config = config;
    this.stores = stores;
    this.loop =
        new EventLoop("supernode", INPUTS_WAITING_MAX, new SystemClock(), ports.onFailure());
    FactRecorder facts = new FactRecorder(counters);
    MessageRules rules = new MessageRules(config.dependencySet(), AdmissionService.rules(config));
    SortedMap<ChainId, MessageLog> logs = new TreeMap<>();
    config.chains().keySet().forEach(chain -> logs.put(chain, stores.log(chain)));
    this.lanes = new Lanes(loop, rules, logs, facts);
    config.chains().values().forEach(chain -> addFollowLane(chain, ports, facts));
    config.dependencySet().components().forEach(c -> addSafeLane(c, rules, ports, facts));
    this.snapshot = lanes.snapshot();
    this.admission = new AdmissionService(config, failsafe, this::snapshot, counters);
    this.reporter = new BlockReporter(config);
    loop.publishBy(() -> snapshot = lanes.snapshot());
  }

  private void addFollowLane(FollowedChain chain, SupernodePorts ports, FactRecorder facts) {
    SupernodeLimits limits = config.limits();
    ChainFeed source = ports.sources().apply(chain);
    sources.put(chain.id(), source);
    FollowSettings settings =
        new FollowSettings(
            chain.id(),
            chain.rules(),
            config.dependencySet().expiryWindow().seconds() + MARGIN_SECONDS,
            new FollowLimits(
                limits.blocksPerCommit(),
                PARALLEL_BATCHES,
                HEADERS_PER_REQUEST,
                FIRST_RETRY_DELAY,
                limits.retryDelayMax()));
    lanes.add(
        new FollowLane(
            loop,
            settings,
            stores.log(chain.id()),
            source,
            facts,
            fact -> lanes.followed(chain.id(), fact)));
  }

  private void addSafeLane(
      SortedSet<ChainId> members, MessageRules rules, SupernodePorts ports, FactRecorder facts) {
    VerifierStore store = stores.verifier(members);
    LogViews logs = chain -> stores.log(chain).view();
    lanes.add(
        new SafeLane(
            loop,
            members,
            new RoundMachine(RoundSettings.standard(members, rules), store, logs),
            store,
            ports.authorities(),
            facts,
            lanes::verified));
  }

  /** Begins to follow the chains. */
  public void start() {
    loop.start();
    loop.execute(lanes::start);
  }

  /** The newest state. */
  public SupernodeSnapshot snapshot() {
    return snapshot;
  }

  /** What it was told at its start. */
  public SupernodeConfig config() {
    return config;
  }

  /** Judges access lists. */
  public AdmissionService admission() {
    return admission;
  }

  /** Explains blocks. */
  public BlockReporter reporter() {
    return reporter;
  }

  /** The switch that refuses every access list. */
  public Failsafe failsafe() {
    return failsafe;
  }

  /** Adds what this supernode knows to be wrong with itself. */
  public void reportTo(Health health) {
    health.watch("supernode", loop);
    health.add(new SupernodeHealth(config, failsafe, sources, this::snapshot));
  }

  /** Adds gauges of the newest state. */
  public void showIn(Metrics metrics) {
    SnapshotGauges.register(metrics, config, failsafe, this::snapshot, InstantSource.system());
  }

  /** Ends following; everything acknowledged is durable. */
  @Override
  public void close() {
    sources.values().forEach(ChainFeed::close);
    loop.close();
  }
}
