package dev.fairlead.bench;

import dev.fairlead.kernel.messagelog.AppendResult;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Logs per second into the durable store, in blocks of 500 logs; the disk is forced each time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StoreAppendBenchmark {
  private static final int BLOCKS_PER_COMMIT = 20;

  private StoredChain chain;
  private List<SealedBlock> blocks = List.of();

  /** Takes a fresh log. */
  @Setup
  public void open() throws IOException {
    chain = new StoredChain();
  }

  /** Makes the blocks beforehand; that is not measured. */
  @Setup(Level.Invocation)
  public void makeBlocks() {
    blocks = chain.next(BLOCKS_PER_COMMIT);
  }

  /** Back-filling: one durable commit for twenty blocks. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS_PER_COMMIT * StoredChain.LOGS_PER_BLOCK)
  public AppendResult groupCommit() {
    return chain.log().appendAll(blocks);
  }

  /** Live: one durable commit for each block. */
  @Benchmark
  @OperationsPerInvocation(BLOCKS_PER_COMMIT * StoredChain.LOGS_PER_BLOCK)
  public AppendResult commitPerBlock() {
    AppendResult result = new AppendResult.AlreadyTip();
    for (SealedBlock block : blocks) {
      result = chain.log().append(block);
    }
    return result;
  }

  /** Removes the files. */
  @TearDown
  public void close() throws IOException {
    chain.close();
  }
}
