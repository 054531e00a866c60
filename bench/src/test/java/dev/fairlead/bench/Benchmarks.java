package dev.fairlead.bench;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks for real, in processes of their own; about three minutes in all. Arguments:
 * regular expressions of the names to run; none means all.
 */
public final class Benchmarks {
  private Benchmarks() {}

  /** Prints the results on stdout. */
  public static void main(String[] names) throws RunnerException {
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
