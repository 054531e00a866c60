package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.node.health.HealthIssue;
import dev.fairlead.node.health.HealthIssue.Severity;
import dev.fairlead.node.health.HealthSource;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.source.ChainFeed;
import dev.fairlead.opstack.follow.FollowState;
import dev.fairlead.opstack.follow.Halt;
import dev.fairlead.opstack.verifier.RoundAwaited;
import dev.fairlead.opstack.verifier.RoundSnapshot;
import dev.fairlead.opstack.verifier.RoundState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is wrong according to the newest snapshot, naming what each held component awaits. */
final class SupernodeHealth implements HealthSource {
  /** A chain that is so many blocks less local-safe than another one is behind, not just next. */
  private static final long BLOCKS_APART = 32;

  private final SupernodeConfig config;
  private final Failsafe failsafe;
  private final Map<ChainId, ChainFeed> sources;
  private final Supplier<SupernodeSnapshot> snapshots;

  SupernodeHealth(
      SupernodeConfig config,
      Failsafe failsafe,
      Map<ChainId, ChainFeed> sources,
      Supplier<SupernodeSnapshot> snapshots) {
    this.config = config;
    this.failsafe = failsafe;
    this.sources = sources;
    this.snapshots = snapshots;
  }

  @Override
  public List<HealthIssue> issues() {
    SupernodeSnapshot snapshot = snapshots.get();
    List<HealthIssue> issues = new ArrayList<>();
    if (failsafe.isEnabled()) {
      issues.add(new HealthIssue(Severity.DEGRADED, "failsafe", "every access list is refused"));
    }
    snapshot.chains().values().forEach(chain -> add(chain, issues));
    sources.forEach((chain, source) ->
        source
            .trouble()
            .ifPresent(trouble ->
                issues.add(
                    new HealthIssue(
                        Severity.DEGRADED, "source_failing", "chain " + chain + ": " + trouble))));
    snapshot.components().forEach(lane -> add(snapshot, lane, issues));
    return issues;
  }

  private static void add(ChainSnapshot chain, List<HealthIssue> issues) {
    if (chain.follow().state() instanceof FollowState.Halted(Halt halt)) {
      issues.add(halted(halt));
    } else if (!chain.isFilled()) {
      issues.add(
          new HealthIssue(
              Severity.NOT_READY, "back_filling", "chain " + chain.chain() + ": " + place(chain)));
    }
  }

  private void add(SupernodeSnapshot snapshot, RoundSnapshot lane, List<HealthIssue> issues) {
    if (lane.state() instanceof RoundState.Halted(Halt halt)) {
      issues.add(halted(halt));
      return;
    }
    for (RoundAwaited awaited : lane.awaited()) {
      if (isHeld(snapshot, lane, awaited)) {
        issues.add(
            new HealthIssue(
                Severity.DEGRADED,
                "safe_lane_held",
                "chains " + lane.members() + " await " + AwaitedNames.detail(awaited)));
      }
    }
  }

  private boolean isHeld(SupernodeSnapshot snapshot, RoundSnapshot lane, RoundAwaited awaited) {
    return switch (awaited) {
      case RoundAwaited.Backfill _ -> false; // the chain says so itself
      case RoundAwaited.LocalSafe(ChainId chain, long timestamp) ->
          isLeftBehind(snapshot, lane, chain, timestamp);
      case RoundAwaited.Replacement _, RoundAwaited.Order _ -> true;
      case RoundAwaited.Base _, RoundAwaited.Message _ -> true;
    };
  }

  /** Whether another member is far beyond the time that the chain has not reached. */
  private boolean isLeftBehind(
      SupernodeSnapshot snapshot, RoundSnapshot lane, ChainId chain, long timestamp) {
    FollowedChain followed = config.chains().get(chain);
    long blockTime = followed == null ? 1 : followed.blockTimeSeconds();
    return lane.members().stream()
        .flatMap(member -> snapshot.chain(member).flatMap(c -> c.log().tip()).stream())
        .map(BlockSeal::timestamp)
        .anyMatch(reached ->
            Long.compareUnsigned(reached, timestamp) > 0
                && Long.compareUnsigned(reached - timestamp, BLOCKS_APART * blockTime) > 0);
  }

  private static HealthIssue halted(Halt halt) {
    return new HealthIssue(Severity.NOT_READY, halt.code().text(), "halted at " + halt.block());
  }

  private static String place(ChainSnapshot chain) {
    return switch (chain.follow().state()) {
      case FollowState.BackFilling(long first, long next, long target) ->
          "%d of %d blocks".formatted(next - first, target + 1 - first);
      case FollowState.AwaitingSource() -> "no answer from its source yet";
      case FollowState.LocatingStart() -> "looking for the first block";
      case FollowState.SearchingAncestor() -> "looking for the newest common block";
      case FollowState.Live _ -> "catching up";
      case FollowState.Halted(Halt halt) -> halt.code().text();
    };
  }
}
