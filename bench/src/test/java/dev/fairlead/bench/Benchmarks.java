package dev.fairlead.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks for real, in processes of their own; about ten minutes in all. Arguments:
 * regular expressions of the names to run, {@code ChannelMemory} and {@code WorldSpeed}; none means
 * all.
 */
public final class Benchmarks {
  private static final String MEMORY = "ChannelMemory";
  private static final String WORLD = "WorldSpeed";

  private Benchmarks() {}

  /** Prints the results on stdout. */
  public static void main(String[] names)
      throws RunnerException, IOException, InterruptedException {
    List<String> chosen = new ArrayList<>(List.of(names));
    boolean withMemory = chosen.remove(MEMORY) || names.length == 0;
    boolean withWorld = chosen.remove(WORLD) || names.length == 0;
    if (!chosen.isEmpty() || names.length == 0) {
      run(chosen);
    }
    if (withMemory) {
      System.out.println(ChannelMemory.report());
    }
    if (withWorld) {
      WorldSpeed.run();
    }
  }

  private static void run(List<String> names) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(2))
            .jvmArgs("-Xms3g", "-Xmx3g");
    for (String name : names) {
      options.include(name);
    }
    new Runner(options.build()).run();
  }
}
