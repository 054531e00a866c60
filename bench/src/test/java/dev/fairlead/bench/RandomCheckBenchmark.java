package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListChecker;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.access.AccessVerdict;
import dev.fairlead.opstack.access.AdmissionView;
import dev.fairlead.opstack.dependency.Activation;
import dev.fairlead.opstack.dependency.ChainRules;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import dev.fairlead.opstack.message.MessageHashes;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.rules.MessageRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The whole check of one announced message at a random place of a stored chain. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RandomCheckBenchmark {
  private static final int BLOCKS_PER_COMMIT = 100;
  private static final int CLAIMS_MAX = 200_000;
  private static final AccessVerdict ACCEPTED = new AccessVerdict.Accepted();

  /** Logs in the store. */
  @Param({"10000000"})
  public int logs;

  private final List<List<Hash32>> claims = new ArrayList<>();
  private final AccessListChecker checker = checker();
  private StoredChain chain;
  private ExecutingDescriptor at;
  private AdmissionView view;
  private int next;

  /** Fills the store and draws the claims. */
  @Setup
  public void fill() throws IOException {
    chain = new StoredChain();
    int blocks = logs / StoredChain.LOGS_PER_BLOCK;
    for (int done = 0; done < blocks; done += BLOCKS_PER_COMMIT) {
      chain.log().appendAll(chain.next(Math.min(BLOCKS_PER_COMMIT, blocks - done)));
    }
    SplittableRandom random = new SplittableRandom(20261121);
    for (int i = 0; i < Math.min(logs, CLAIMS_MAX); i++) {
      claims.add(claim(1 + random.nextInt(blocks), random.nextInt(StoredChain.LOGS_PER_BLOCK)));
    }
    view = new Snapshot(chain.log().view());
    at = ExecutingDescriptor.block(StoredChain.CHAIN, StoredChain.timestamp(blocks + 1L));
  }

  private static List<Hash32> claim(long number, int logIndex) {
    LogPosition position = new LogPosition(number, logIndex);
    long timestamp = StoredChain.timestamp(number);
    Hash32 checksum =
        MessageHashes.checksum(
            StoredChain.CHAIN, position, timestamp, StoredChain.logHash(number, logIndex));
    return AccessListCodec.encode(new Access(StoredChain.CHAIN, position, timestamp, checksum));
  }

  private static AccessListChecker checker() {
    DependencySet set = DependencySet.mesh(List.of(StoredChain.CHAIN), ExpiryWindow.STANDARD);
    ChainRules rules = new ChainRules(new Activation.At(StoredChain.timestamp(-1)), 2);
    return new AccessListChecker(new MessageRules(set, Map.of(StoredChain.CHAIN, rules)), 10);
  }

  /** Decodes the keys, finds the log, computes its checksum, asks for its level. */
  @Benchmark
  public AccessVerdict check() {
    next = next + 1 == claims.size() ? 0 : next + 1;
    AccessVerdict verdict = checker.check(claims.get(next), SafetyLevel.CROSS_UNSAFE, at, view);
    if (!verdict.equals(ACCEPTED)) {
      throw new IllegalStateException("refused: " + verdict);
    }
    return verdict;
  }

  /** Removes the files. */
  @TearDown
  public void close() throws IOException {
    chain.close();
  }

  private record Snapshot(LogView log) implements AdmissionView {
    @Override
    public boolean isBackFilling(ChainId chain) {
      return false;
    }

    @Override
    public Optional<BlockRef> head(ChainId chain, SafetyLevel level) {
      return log.tip().map(tip -> tip.ref());
    }

    @Override
    public SafetyLevel minSafety(ChainId executing, ChainId source) {
      return SafetyLevel.CROSS_UNSAFE;
    }

    @Override
    public LogLookup log(ChainId chain, LogPosition position) {
      return log.log(position);
    }

    @Override
    public boolean isCompleteAt(ChainId chain, long timestamp) {
      return true;
    }
  }
}
