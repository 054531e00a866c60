package dev.fairlead.bench;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Puts the entries of an ingress queue in order; they come in any order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class QueueOrderBenchmark {
  private static final int SENDERS = 1_000;

  /** Entries in the queue, of 1,000 senders. */
  @Param({"1000000"})
  public int entries;

  /** The relay chain's order. */
  @Param({"BY_ID", "SHUFFLE"})
  public QueueOrder order;

  private final List<Watermark> pending = new ArrayList<>();

  /** Makes the entries. */
  @Setup
  public void makeEntries() {
    pending.clear();
    for (int i = 0; i < entries; i++) {
      pending.add(new Watermark(100 + i / SENDERS, new ParaId(1_000 + i % SENDERS)));
    }
    Collections.shuffle(pending, new Random(1));
  }

  /** One whole queue. */
  @Benchmark
  public IngressQueue sort() {
    return IngressQueue.of(order, pending);
  }
}
