package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.MinSafety;
import dev.fairlead.opstack.access.AdmissionView;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.rules.LogSourceView;
import dev.fairlead.opstack.rules.SourceView;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A snapshot as checks and verdicts see it. */
final class SnapshotAdmissionView implements AdmissionView {
  private final SupernodeSnapshot snapshot;
  private final Map<ChainId, FollowedChain> chains;
  private final SourceView logs;

  SnapshotAdmissionView(
      SupernodeSnapshot snapshot,
      Map<ChainId, FollowedChain> chains,
      Map<ChainId, ChainRules> rules) {
    this.snapshot = snapshot;
    this.chains = chains;
    Map<ChainId, LogView> views =
        snapshot.chains().values().stream()
            .collect(Collectors.toMap(ChainSnapshot::chain, ChainSnapshot::log));
    this.logs = new LogSourceView(views, rules);
  }

  @Override
  public LogLookup log(ChainId chain, LogPosition position) {
    return logs.log(chain, position);
  }

  @Override
  public boolean isCompleteAt(ChainId chain, long timestamp) {
    return logs.isCompleteAt(chain, timestamp);
  }

  @Override
  public boolean isBackFilling(ChainId chain) {
    return snapshot.chain(chain).map(state -> !state.isFilled()).orElse(false);
  }

  @Override
  public Optional<BlockRef> head(ChainId chain, SafetyLevel level) {
    return snapshot.chain(chain).flatMap(state -> state.heads().head(level));
  }

  @Override
  public SafetyLevel minSafety(ChainId executing, ChainId source) {
    FollowedChain chain = chains.get(executing);
    return (chain == null ? MinSafety.DEFAULT : chain.minSafety()).of(source);
  }
}
