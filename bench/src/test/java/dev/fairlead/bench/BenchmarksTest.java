package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every benchmark for a moment, on little input, so that none of them rots. */
final class BenchmarksTest {
  private static final Set<Class<?>> CLASSES =
      Set.of(
          KeccakBenchmark.class,
          MessageBenchmark.class,
          CycleSearchBenchmark.class,
          StoreAppendBenchmark.class,
          RandomCheckBenchmark.class,
          LinkBenchmark.class,
          ChannelTableBenchmark.class,
          QueueOrderBenchmark.class,
          IngressBenchmark.class,
          RelayProofBenchmark.class,
          RelayBlockBenchmark.class);

  @Test
  void everyBenchmarkRuns() throws Exception {
    Options options =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .param("messages", "1000")
            .param("logs", "10000")
            .param("cells", "20000")
            .param("entries", "2000")
            .param("channels", "3")
            .param("proofBytes", "5000")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    Collection<RunResult> results = new Runner(options).run();

    Set<String> ran =
        results.stream()
            .map(result -> result.getParams().getBenchmark())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(ran).isEqualTo(declared());
  }

  @Test
  void aMillionChannels_fitIntoTheirMemory() {
    assertThat(ChannelMemory.bytesPerChannel(10, 10_000)).isBetween(100.0, 250.0);
  }

  @Test
  void theWorldThatIsMeasured_keepsItsInvariants() {
    WorldSpeed.Result result = WorldSpeed.measure(WorldSpeed.settings(8, 30, 3), 1);

    assertThat(result.report().isGood()).isTrue();
    assertThat(result.report().metrics().delivery().acked()).isPositive();
    assertThat(result.worldPerSecond()).isPositive();
    assertThat(result.heapPerSecond()).isPositive();
  }

  private static Set<String> declared() {
    return CLASSES.stream()
        .flatMap(BenchmarksTest::declared)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> declared(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(Method::getName)
        .map(name -> type.getName() + "." + name);
  }
}
