package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Verifies complete chains from their first given block on, round by round, as the protocol does:
 * blocks found invalid in one run are replaced together by blocks without logs, and the round is
 * judged again until nothing changes. Missing history ends it. One instance verifies once.
 *
 * <p>Rounds are the distinct timestamps of blocks, up to the last one that all chains have reached.
 */
public final class WorldVerifier {
  private final RoundJudge judge;
  private final WorldHistory history;

  /** Per chain the verdicts so far: always those of its first blocks. */
  private final SortedMap<ChainId, List<BlockVerdict>> verdicts = new TreeMap<>();

  private OptionalLong verifiedTimestamp = OptionalLong.empty();

  /** Takes the blocks of each chain, consecutive and with strictly ascending timestamps. */
  public WorldVerifier(MessageRules rules, Map<ChainId, List<SealedBlock>> chains) {
    judge = new RoundJudge(rules);
    history = new WorldHistory(chains);
    chains.keySet().forEach(chain -> verdicts.put(chain, new ArrayList<>()));
  }

  /** Runs all rounds. */
  public WorldVerdicts verify() {
    Optional<Round> round = nextRound();
    while (round.isPresent() && complete(round.get())) {
      verifiedTimestamp = OptionalLong.of(round.get().timestamp());
      round = nextRound();
    }
    return new WorldVerdicts(verifiedTimestamp, verdicts);
  }

  /** The undecided blocks of the smallest timestamp; none once some chain has ended. */
  private Optional<Round> nextRound() {
    SortedMap<ChainId, SealedBlock> frontier = new TreeMap<>();
    long timestamp = -1;
    for (ChainId chain : history.chains()) {
      List<SealedBlock> blocks = history.blocks(chain);
      if (decidedCount(chain) == blocks.size()) {
        return Optional.empty();
      }
      SealedBlock next = blocks.get(decidedCount(chain));
      int order = Long.compareUnsigned(next.seal().timestamp(), timestamp);
      if (order < 0) {
        frontier.clear();
        timestamp = next.seal().timestamp();
      }
      if (order <= 0) {
        frontier.put(chain, next);
      }
    }
    return frontier.isEmpty() ? Optional.empty() : Optional.of(new Round(timestamp, frontier));
  }

  /** Judges one round until it is stable; false if history is missing. */
  private boolean complete(Round start) {
    SortedMap<ChainId, BlockVerdict> invalid = new TreeMap<>();
    Round round = start;
    RoundVerdict run = judge.judge(round, history);
    while (!run.isValid()) {
      if (run.lacksHistory()) {
        recordMissing(run);
        return false;
      }
      Invariants.require(!run.isWaiting(), "complete chains leave nothing to wait for");
      for (ChainId chain : run.invalidChains()) {
        BlockVerdict before = invalid.put(chain, run.verdict(chain));
        Invariants.require(before == null, "a block without logs cannot be invalid");
      }
      round = replace(round, run);
      run = judge.judge(round, history);
    }
    for (ChainId chain : round.frontier().keySet()) {
      record(chain, invalid.getOrDefault(chain, new BlockVerdict.Valid()));
    }
    return true;
  }

  private Round replace(Round round, RoundVerdict run) {
    SortedMap<ChainId, SealedBlock> frontier = new TreeMap<>(round.frontier());
    for (ChainId chain : run.invalidChains()) {
      int index = decidedCount(chain);
      history.replace(chain, index);
      frontier.put(chain, history.blocks(chain).get(index));
    }
    return new Round(round.timestamp(), frontier);
  }

  private void recordMissing(RoundVerdict run) {
    run.blocks()
        .forEach((chain, verdict) -> {
          if (verdict instanceof BlockVerdict.NotEnoughHistory) {
            record(chain, verdict);
          }
        });
  }

  private int decidedCount(ChainId chain) {
    return verdicts.getOrDefault(chain, List.of()).size();
  }

  private void record(ChainId chain, BlockVerdict verdict) {
    verdicts.computeIfAbsent(chain, _ -> new ArrayList<>()).add(verdict);
  }
}
