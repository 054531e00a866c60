package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.MessageReference;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.rules.CycleSearch;
import dev.fairlead.opstack.rules.CyclicMessages;
import dev.fairlead.opstack.rules.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The search for cycles in one round whose messages all have the round's timestamp. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CycleSearchBenchmark {
  private static final int CHAINS = 10;
  private static final long TIMESTAMP = 1_700_000_000;

  /** Executing messages in the round. */
  @Param({"1000000"})
  public int messages;

  /** LADDER: each refers to an earlier log of the next chain. CYCLE: all are on one cycle. */
  @Param({"LADDER", "CYCLE"})
  public Shape shape;

  private Round round = new Round(TIMESTAMP, new TreeMap<>());

  /** How the messages refer to each other. */
  public enum Shape {
    /** No cycle; the paths are as long as they can be. */
    LADDER,
    /** The last log of each chain closes one cycle over all. */
    CYCLE
  }

  /** Makes the round. */
  @Setup
  public void makeRound() {
    int perChain = messages / CHAINS;
    TreeMap<ChainId, SealedBlock> frontier = new TreeMap<>();
    for (int chain = 0; chain < CHAINS; chain++) {
      HashList.Builder logs = new HashList.Builder(perChain);
      List<MessageReference> references = new ArrayList<>(perChain);
      for (int i = 0; i < perChain; i++) {
        logs.add(Hash32.ZERO);
        int target = shape == Shape.LADDER ? Math.max(0, i - 1) : perChain - 1;
        boolean isEnd = shape == Shape.LADDER && i == 0;
        references.add(
            new MessageReference(
                i,
                ChainId.of(isEnd ? 1 : 901 + (chain + 1) % CHAINS),
                new LogPosition(1, target),
                TIMESTAMP,
                Hash32.ZERO));
      }
      BlockSeal seal =
          new BlockSeal(
              new BlockRef(1, Hash32.ZERO),
              Hash32.ZERO,
              TIMESTAMP,
              perChain,
              Hash32.ZERO,
              Hash32.ZERO);
      frontier.put(ChainId.of(901 + chain), new SealedBlock(seal, logs.build(), references));
    }
    round = new Round(TIMESTAMP, frontier);
  }

  /** One whole search. */
  @Benchmark
  public CyclicMessages find() {
    return CycleSearch.find(round);
  }
}
