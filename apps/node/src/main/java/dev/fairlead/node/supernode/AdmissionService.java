package dev.fairlead.node.supernode;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.supernode.AdmissionAnswer.FailsafeOn;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.node.supernode.metrics.SupernodeCounters;
import dev.fairlead.opstack.access.AccessListChecker;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.rules.MessageRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers whether the messages that a transaction announces may be executed, on the newest
 * snapshot. Safe for all threads; never waits for the event loop or the network.
 */
public final class AdmissionService {
  private final AccessListChecker checker;
  private final Map<ChainId, FollowedChain> chains;
  private final Map<ChainId, ChainRules> rules;
  private final Failsafe failsafe;
  private final Supplier<SupernodeSnapshot> snapshots;
  private final SupernodeCounters counters;

  AdmissionService(
      SupernodeConfig config,
      Failsafe failsafe,
      Supplier<SupernodeSnapshot> snapshots,
      SupernodeCounters counters) {
    this.chains = config.chains();
    this.rules = rules(config);
    MessageRules consensus = new MessageRules(config.dependencySet(), rules);
    this.checker =
        new AccessListChecker(
            config.rpc().refusesSameTimestamp() ? consensus.refusingSameTimestamp() : consensus,
            config.limits().groupsPerCheck());
    this.failsafe = failsafe;
    this.snapshots = snapshots;
    this.counters = counters;
  }

  /**
   * Judges a list.
   *
   * @param keys storage keys of all inbox tuples, in order
   * @param requested the level that every message must have; the configured one must hold too
   * @param at where and when the transaction will be executed
   */
  public AdmissionAnswer check(List<Hash32> keys, SafetyLevel requested, ExecutingDescriptor at) {
    long before = System.nanoTime();
    AdmissionAnswer answer = failsafe.isEnabled() ? new FailsafeOn() : judge(keys, requested, at);
    counters.checked(answer.refusalCode(), Duration.ofNanos(System.nanoTime() - before));
    return answer;
  }

  private AdmissionAnswer judge(List<Hash32> keys, SafetyLevel requested, ExecutingDescriptor at) {
    SnapshotAdmissionView view = new SnapshotAdmissionView(snapshots.get(), chains, rules);
    return new AdmissionAnswer.Judged(checker.check(keys, requested, at, view));
  }

  /** The message rules' view of the configured chains. */
  static Map<ChainId, ChainRules> rules(SupernodeConfig config) {
    return config.chains().values().stream()
        .collect(Collectors.toUnmodifiableMap(FollowedChain::id, FollowedChain::rules));
  }
}
