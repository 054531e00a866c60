package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.queue.LinkCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Links and bodies of a message queue chain. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
public class LinkBenchmark {
  private static final int LINKS = 1_000;

  private final Hash32 bodyHash = Numbers.hash(1, 1);
  private final Bytes body = Bytes.of(Numbers.bytes(1_000_000));

  /** Links in a chain, each over the one before. */
  @Benchmark
  @OperationsPerInvocation(LINKS)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public Hash32 link() {
    Hash32 link = Hash32.ZERO;
    for (int block = 0; block < LINKS; block++) {
      link = LinkCodec.SEED.link(link, block, bodyHash);
    }
    return link;
  }

  /** Bodies of one million bytes: operations per second are megabytes per second. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.SECONDS)
  public Hash32 body() {
    return LinkCodec.bodyHash(body);
  }
}
