package dev.fairlead.bench;

import dev.fairlead.xcmp.channel.ChannelTable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One relay block's changes to the channel state table: cells written and all roots above them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ChannelTableBenchmark {
  private static final int ROWS = 100;

  /** Cells in the whole table, in 100 rows. */
  @Param({"1000000"})
  public int cells;

  private ChannelTable table = new ChannelTable();
  private long block = 1;

  /** Fills the table. */
  @Setup
  public void fill() {
    table = ChannelTables.of(ROWS, cells / ROWS);
  }

  /** Every cell of every row: as much work as building all trees anew. */
  @Benchmark
  public int allCells() {
    return ChannelTables.change(table, ROWS, cells / ROWS, ++block);
  }

  /** Every cell of one row. */
  @Benchmark
  public int oneRow() {
    return ChannelTables.change(table, 1, cells / ROWS, ++block);
  }

  /** As many cells as a row has, a hundredth of each row. */
  @Benchmark
  public int spread() {
    return ChannelTables.change(table, ROWS, cells / ROWS / ROWS, ++block);
  }
}
