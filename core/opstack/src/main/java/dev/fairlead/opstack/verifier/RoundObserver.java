package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.LogViews;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.rules.Round;
import dev.fairlead.opstack.rules.SourceView;
import dev.fairlead.opstack.rules.VerifiableHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks at the chains and says what the next round is and whether it can be decided. The next round
 * is the lowest timestamp above the verified one at which some chain has a local-safe block.
 */
final class RoundObserver {
  private final SortedMap<ChainId, ChainProgress> chains;
  private final LogViews logs;

  RoundObserver(SortedMap<ChainId, ChainProgress> chains, LogViews logs) {
    this.chains = chains;
    this.logs = logs;
  }

  Observation observe(StartPoint start, Optional<VerifiedResult> last, List<DeniedBlock> denied) {
    SortedMap<ChainId, SealedBlock> next = new TreeMap<>();
    for (ChainProgress chain : chains.values()) {
      LogView log = logs.of(chain.chain());
      chain
          .safeBlock(nextNumber(chain.chain(), log, start, last), log)
          .ifPresent(block -> next.put(chain.chain(), block));
    }
    if (next.isEmpty()) {
      return nothingNew(start, last);
    }
    long timestamp =
        next.values().stream()
            .map(block -> block.seal().timestamp())
            .min(Long::compareUnsigned)
            .orElseThrow();
    Optional<BlockId> misplaced = misplaced(next, timestamp, last);
    if (misplaced.isPresent()) {
      return new Observation.Backwards(timestamp, misplaced.get());
    }
    List<RoundAwaited> awaited = new ArrayList<>();
    for (ChainProgress chain : chains.values()) {
      LogView log = logs.of(chain.chain());
      if (!chain.isCompleteAt(timestamp, log) && !beginsAfter(log, timestamp)) {
        awaited.add(new RoundAwaited.LocalSafe(chain.chain(), timestamp));
      }
    }
    if (!awaited.isEmpty()) {
      return new Observation.NotReady(timestamp, awaited);
    }
    next.values().removeIf(block -> block.seal().timestamp() != timestamp);
    SortedMap<ChainId, BlockSeal> heads = heads(timestamp);
    return new Observation.Ready(
        new Round(timestamp, next),
        heads,
        inclusion(heads, last),
        new CompleteHistory(chains, logs),
        denied);
  }

  /**
   * No chain has a local-safe block above what is verified: those that are due next are awaited.
   */
  private Observation nothingNew(StartPoint start, Optional<VerifiedResult> last) {
    SortedMap<ChainId, Long> due = new TreeMap<>();
    for (ChainProgress chain : chains.values()) {
      LogView log = logs.of(chain.chain());
      long number = nextNumber(chain.chain(), log, start, last);
      due.put(chain.chain(), chain.nextDue(number, log).orElse(start.timestamp()));
    }
    long earliest = due.values().stream().min(Long::compareUnsigned).orElseThrow();
    List<RoundAwaited> awaited = new ArrayList<>();
    due.forEach((chain, timestamp) -> {
      if (timestamp == earliest) {
        awaited.add(new RoundAwaited.LocalSafe(chain, earliest));
      }
    });
    return new Observation.NotReady(earliest, awaited);
  }

  private static long nextNumber(
      ChainId chain, LogView log, StartPoint start, Optional<VerifiedResult> last) {
    Optional<BlockRef> head = last.flatMap(result -> result.head(chain));
    return head.isPresent()
        ? head.get().number() + 1
        : VerifiableHistory.firstNumberAt(log, start.timestamp()).orElse(0);
  }

  private static Optional<BlockId> misplaced(
      SortedMap<ChainId, SealedBlock> next, long timestamp, Optional<VerifiedResult> last) {
    boolean isBackwards =
        last.isPresent() && Long.compareUnsigned(timestamp, last.get().timestamp()) <= 0;
    return isBackwards
        ? next.entrySet().stream()
            .filter(entry -> entry.getValue().seal().timestamp() == timestamp)
            .map(entry -> new BlockId(entry.getKey(), entry.getValue().seal().ref()))
            .findFirst()
        : Optional.empty();
  }

  /** Whether the chain's genesis comes after a time. */
  private static boolean beginsAfter(LogView log, long timestamp) {
    return log.first()
        .filter(first -> first.number() == 0)
        .filter(first -> Long.compareUnsigned(first.timestamp(), timestamp) > 0)
        .isPresent();
  }

  private SortedMap<ChainId, BlockSeal> heads(long timestamp) {
    SortedMap<ChainId, BlockSeal> heads = new TreeMap<>();
    for (ChainId chain : chains.keySet()) {
      logs.of(chain).lastAtOrBefore(timestamp).ifPresent(seal -> heads.put(chain, seal));
    }
    return heads;
  }

  /** The newest base-chain block of all heads; never older than the last result's. */
  private BaseInclusion inclusion(
      SortedMap<ChainId, BlockSeal> heads, Optional<VerifiedResult> last) {
    Optional<BaseInclusion> newest =
        last.map(VerifiedResult::inclusion).filter(BaseInclusion.Known.class::isInstance);
    for (Map.Entry<ChainId, BlockSeal> head : heads.entrySet()) {
      ChainProgress chain = chains.get(head.getKey());
      if (chain != null) {
        BaseInclusion one = chain.inclusion(head.getValue().number());
        newest = Optional.of(newest.map(one::max).orElse(one));
      }
    }
    return newest.orElse(new BaseInclusion.Unknown());
  }

  /** The logs of chains that are local-safe, and so complete, up to the round. */
  private record CompleteHistory(SortedMap<ChainId, ChainProgress> chains, LogViews logs)
      implements SourceView {
    @Override
    public LogLookup log(ChainId chain, LogPosition position) {
      return chains.containsKey(chain) ? logs.of(chain).log(position) : new LogLookup.Ahead();
    }

    @Override
    public boolean isCompleteAt(ChainId chain, long timestamp) {
      return chains.containsKey(chain);
    }
  }
}
