package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.rules.BlockVerdict.Undecidable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides the blocks of one round: all messages by rules 1 to 7, on one fixed state. A reference is
 * looked up among the blocks of the round first, then in the earlier history. Pure; replacing what
 * was found invalid and judging again is up to the caller.
 */
public final class RoundJudge {
  private final MessageRules rules;

  /** Judges by these rules. */
  public RoundJudge(MessageRules rules) {
    this.rules = rules;
  }

  /**
   * One run over a round.
   *
   * @param history the source chains; blocks later than the round may be in it and are not seen
   */
  public RoundVerdict judge(Round round, SourceView history) {
    SourceView sources = new FrontierFirst(round, history);
    CyclicMessages cyclic = CycleSearch.find(round);
    SortedMap<ChainId, BlockVerdict> verdicts = new TreeMap<>();
    for (Map.Entry<ChainId, SealedBlock> entry : round.frontier().entrySet()) {
      ChainId chain = entry.getKey();
      verdicts.put(chain, judgeBlock(chain, entry.getValue(), sources, cyclic));
    }
    return new RoundVerdict(verdicts);
  }

  private BlockVerdict judgeBlock(
      ChainId chain, SealedBlock block, SourceView sources, CyclicMessages cyclic) {
    List<MessageFault> faults = new ArrayList<>();
    List<Awaited> awaited = new ArrayList<>();
    List<Undecidable> undecidable = new ArrayList<>();
    long timestamp = block.seal().timestamp();
    ExecutingDescriptor at = ExecutingDescriptor.block(chain, timestamp);
    for (MessageReference reference : block.references()) {
      int logIndex = reference.logIndex();
      switch (rules.judge(at, reference, sources)) {
        case Outcome.Valid() -> {
          if (cyclic.contains(chain, logIndex)) {
            faults.add(new MessageFault(logIndex, new InvalidMessage.Cycle(timestamp)));
          }
        }
        case Outcome.Invalid(InvalidMessage reason) ->
            faults.add(new MessageFault(logIndex, reason));
        case Outcome.NotYet(Awaited what) -> awaited.add(what);
        case Outcome.NotEnoughHistory(Missing missing) ->
            undecidable.add(new Undecidable(logIndex, missing));
      }
    }
    if (!undecidable.isEmpty()) {
      return new BlockVerdict.NotEnoughHistory(undecidable);
    }
    if (!faults.isEmpty()) {
      return new BlockVerdict.Invalid(faults);
    }
    return awaited.isEmpty() ? new BlockVerdict.Valid() : new BlockVerdict.NotYet(awaited);
  }

  private record FrontierFirst(Round round, SourceView history) implements SourceView {
    @Override
    public LogLookup log(ChainId chain, LogPosition position) {
      SealedBlock block = round.frontier().get(chain);
      if (block == null || block.seal().number() != position.blockNumber()) {
        return history.log(chain, position);
      }
      return position.logIndex() < block.seal().logCount()
          ? new LogLookup.Found(block.seal(), block.logHashes().get((int) position.logIndex()))
          : new LogLookup.NoSuchLog(block.seal());
    }

    /** A chain with a block of the round has reached it. */
    @Override
    public boolean isCompleteAt(ChainId chain, long timestamp) {
      return (round.frontier().containsKey(chain)
              && Long.compareUnsigned(timestamp, round.timestamp()) <= 0)
          || history.isCompleteAt(chain, timestamp);
    }
  }
}
