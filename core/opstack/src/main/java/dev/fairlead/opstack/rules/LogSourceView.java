package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.opstack.dependency.ChainRules;
import java.util.Map;
import java.util.Optional;

/** The source chains as views of their message logs. Immutable as its views are. */
public final class LogSourceView implements SourceView {
  private final Map<ChainId, LogView> logs;
  private final Map<ChainId, ChainRules> chains;

  /** Takes one view per followed chain; the block times come from the rules. */
  public LogSourceView(Map<ChainId, LogView> logs, Map<ChainId, ChainRules> chains) {
    this.logs = Map.copyOf(logs);
    this.chains = Map.copyOf(chains);
  }

  @Override
  public LogLookup log(ChainId chain, LogPosition position) {
    LogView log = logs.get(chain);
    return log == null ? new LogLookup.Ahead() : log.log(position);
  }

  /** True if the tip is that late, or the next block would be later: blocks keep their distance. */
  @Override
  public boolean isCompleteAt(ChainId chain, long timestamp) {
    LogView log = logs.get(chain);
    ChainRules rules = chains.getOrDefault(chain, ChainRules.INACTIVE);
    Optional<BlockSeal> tip = log == null ? Optional.empty() : log.tip();
    if (tip.isEmpty()) {
      return false;
    }
    long reached = tip.get().timestamp();
    return Long.compareUnsigned(reached, timestamp) >= 0
        || Long.compareUnsigned(timestamp - reached, rules.blockTimeSeconds()) < 0;
  }
}
