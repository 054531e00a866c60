package dev.fairlead.node.supernode.metrics;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.metrics.Metric;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.node.supernode.AwaitedNames;
import dev.fairlead.node.supernode.ChainSnapshot;
import dev.fairlead.node.supernode.Failsafe;
import dev.fairlead.node.supernode.SupernodeSnapshot;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.opstack.access.LevelNames;
import dev.fairlead.opstack.follow.FollowState;
import dev.fairlead.opstack.verifier.RoundSnapshot;
import dev.fairlead.opstack.verifier.RoundState;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Gauges that read the newest snapshot at each scrape. */
public final class SnapshotGauges {
  private final Metrics metrics;
  private final Supplier<SupernodeSnapshot> snapshots;
  private final SupernodeConfig config;
  private final InstantSource clock;

  private SnapshotGauges(
      Metrics metrics,
      SupernodeConfig config,
      Supplier<SupernodeSnapshot> snapshots,
      InstantSource clock) {
    this.metrics = metrics;
    this.config = config;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** Registers every series that the configured chains can have. */
  public static void register(
      Metrics metrics,
      SupernodeConfig config,
      Failsafe failsafe,
      Supplier<SupernodeSnapshot> snapshots,
      InstantSource clock) {
    SnapshotGauges gauges = new SnapshotGauges(metrics, config, snapshots, clock);
    metrics.gauge(SupernodeMetricNames.UP, () -> 1);
    metrics.gauge(SupernodeMetricNames.FAILSAFE, () -> failsafe.isEnabled() ? 1 : 0);
    gauges.registerWhole();
    config.chains().keySet().forEach(gauges::registerChain);
  }

  private void registerWhole() {
    whole(
        SupernodeMetricNames.VERIFIED_TIMESTAMP,
        s -> lowest(s.components().stream().map(lane -> lane.progress().verified())));
    whole(
        SupernodeMetricNames.CROSS_UNSAFE_TIMESTAMP,
        s ->
            lowest(
                s.chains().values().stream()
                    .map(chain -> timestamp(chain, SafetyLevel.CROSS_UNSAFE))));
    whole(SupernodeMetricNames.ACTIVITY_STATE, SnapshotGauges::activity);
    whole(SupernodeMetricNames.HANDOFF_GAP, this::handoffGap);
    whole(
        SupernodeMetricNames.PRUNE_HORIZON,
        s ->
            lowest(
                s.chains().values().stream()
                    .map(chain ->
                        chain
                            .log()
                            .first()
                            .map(seal -> OptionalLong.of(seal.timestamp()))
                            .orElse(OptionalLong.empty()))));
  }

  private void registerChain(ChainId id) {
    chain(SupernodeMetricNames.BACK_FILL, id, SnapshotGauges::progress);
    chain(SupernodeMetricNames.FILTER_BACK_FILL, id, SnapshotGauges::progress);
    chain(SupernodeMetricNames.LOG_ENTRIES, id, SnapshotGauges::entries);
    chain(SupernodeMetricNames.CHAIN_HEAD, id, c -> height(c, SafetyLevel.UNSAFE));
    chain(SupernodeMetricNames.CHAIN_TIP, id, c -> height(c, SafetyLevel.UNSAFE) + blocksBehind(c));
    chain(SupernodeMetricNames.TIP_LAG, id, SnapshotGauges::blocksBehind);
    chain(SupernodeMetricNames.INGESTION_LAG, id, this::lagSeconds);
    chain(SupernodeMetricNames.HALTED, id, c -> isHalted(snapshots.get(), c) ? 1 : 0);
    metrics.gauge(
        SupernodeMetricNames.INVALID_BLOCKS, () -> invalid(snapshots.get(), id), id.toString());
    for (SafetyLevel level : SafetyLevel.values()) {
      metrics.gauge(
          SupernodeMetricNames.HEAD,
          () -> snapshots.get().chain(id).map(c -> height(c, level)).orElse(0.0),
          id.toString(),
          LevelNames.name(level));
    }
    for (String code : AwaitedNames.CODES) {
      metrics.gauge(
          SupernodeMetricNames.AWAITS,
          () -> awaits(snapshots.get(), id, code),
          id.toString(),
          code);
    }
  }

  private void whole(Metric metric, ToDoubleFunction<SupernodeSnapshot> value) {
    metrics.gauge(metric, () -> value.applyAsDouble(snapshots.get()));
  }

  private void chain(Metric metric, ChainId id, ToDoubleFunction<ChainSnapshot> value) {
    metrics.gauge(
        metric,
        () -> snapshots.get().chain(id).map(c -> value.applyAsDouble(c)).orElse(0.0),
        id.toString());
  }

  private static double progress(ChainSnapshot chain) {
    if (chain.isFilled()) {
      return 1;
    }
    return chain.follow().state()
                instanceof FollowState.BackFilling(long first, long next, long target)
            && target + 1 != first
        ? (double) (next - first) / (target + 1 - first)
        : 0;
  }

  private static double entries(ChainSnapshot chain) {
    Optional<BlockSeal> first = chain.log().first();
    Optional<BlockSeal> tip = chain.log().tip();
    return first.isPresent() && tip.isPresent() ? tip.get().number() - first.get().number() + 1 : 0;
  }

  private static double blocksBehind(ChainSnapshot chain) {
    return switch (chain.follow().state()) {
      case FollowState.Live(long behind) -> behind;
      case FollowState.BackFilling(long _, long next, long target) -> target + 1 - next;
      case FollowState.AwaitingSource() -> 0;
      case FollowState.LocatingStart() -> 0;
      case FollowState.SearchingAncestor() -> 0;
      case FollowState.Halted _ -> 0;
    };
  }

  private double lagSeconds(ChainSnapshot chain) {
    long now = clock.instant().getEpochSecond();
    return chain.log().tip().map(tip -> (double) (now - tip.timestamp())).orElse(0.0);
  }

  private static double height(ChainSnapshot chain, SafetyLevel level) {
    return chain.heads().head(level).map(BlockRef::number).orElse(0L);
  }

  private static boolean isHalted(SupernodeSnapshot snapshot, ChainSnapshot chain) {
    return chain.isHalted()
        || snapshot
            .component(chain.chain())
            .filter(lane -> lane.state() instanceof RoundState.Halted)
            .isPresent();
  }

  private static double invalid(SupernodeSnapshot snapshot, ChainId id) {
    return snapshot.component(id).stream()
        .flatMap(lane -> lane.invalid().stream())
        .filter(block -> block.block().chain().equals(id))
        .count();
  }

  private static double awaits(SupernodeSnapshot snapshot, ChainId id, String code) {
    return snapshot.component(id).stream()
            .flatMap(lane -> lane.awaited().stream())
            .anyMatch(awaited ->
                AwaitedNames.code(awaited).equals(code)
                    && AwaitedNames.chain(awaited).filter(id::equals).isPresent())
        ? 1
        : 0;
  }

  private static double activity(SupernodeSnapshot snapshot) {
    double lowest = 2;
    for (RoundSnapshot lane : snapshot.components()) {
      switch (lane.state()) {
        case RoundState.Halted _ -> {
          return 3;
        }
        case RoundState.ColdStart() -> lowest = 1;
        case RoundState.Resuming() -> lowest = 1;
        case RoundState.Running() -> {}
        case RoundState.CarryingOut _ -> {}
      }
    }
    return snapshot.components().isEmpty() ? 0 : lowest;
  }

  private double handoffGap(SupernodeSnapshot snapshot) {
    double widest = 0;
    for (RoundSnapshot lane : snapshot.components()) {
      for (ChainId id : lane.members()) {
        FollowedChain chain = config.chains().get(id);
        if (chain != null && lane.progress().start().isPresent()) {
          long start = lane.progress().start().getAsLong();
          widest = Math.max(widest, (double) (start - chain.activation()));
        }
      }
    }
    return widest;
  }

  private static OptionalLong timestamp(ChainSnapshot chain, SafetyLevel level) {
    return chain
        .heads()
        .head(level)
        .map(head ->
            chain.log().seal(head.number()) instanceof SealLookup.Found(BlockSeal seal)
                    && seal.hash().equals(head.hash())
                ? OptionalLong.of(seal.timestamp())
                : OptionalLong.empty())
        .orElse(OptionalLong.empty());
  }

  private static double lowest(Stream<OptionalLong> timestamps) {
    return timestamps.mapToDouble(t -> t.orElse(0)).min().orElse(0);
  }
}
