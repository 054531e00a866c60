package dev.fairlead.node.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * The metrics of this process. Only declared metrics can be used, with exactly their labels; a
 * series starts at 0 when it is first asked for, so ask for all at start. A metric takes at most
 * {@value #SERIES_MAX} series; the rest is counted under the label value {@code other}. Safe for
 * all threads.
 */
public final class Metrics {
  /** Most series of one metric. */
  public static final int SERIES_MAX = 500;

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Set<Metric> declared;
  private final Map<String, Set<List<String>>> series = new ConcurrentHashMap<>();

  /** A registry for these metrics and none else. */
  public Metrics(List<Metric> declared) {
    this.declared = new HashSet<>(declared);
  }

  /** Adds memory, threads, processor time, open files and age of this process. */
  public Metrics withProcess() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return this;
  }

  /** The counter with these label values, in the order of the declaration. */
  public Counter counter(Metric metric, String... labelValues) {
    List<Tag> tags = tags(metric, Metric.Kind.COUNTER, labelValues);
    return Counter.builder(metric.name()).description(metric.help()).tags(tags).register(registry);
  }

  /** Shows the supplier's value, read at each scrape by the scraping thread. */
  public void gauge(Metric metric, DoubleSupplier value, String... labelValues) {
    List<Tag> tags = tags(metric, Metric.Kind.GAUGE, labelValues);
    Gauge.builder(metric.name(), value, DoubleSupplier::getAsDouble)
        .description(metric.help())
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** The distribution of durations with these label values. */
  public Timer timer(Metric metric, String... labelValues) {
    List<Tag> tags = tags(metric, Metric.Kind.TIMER, labelValues);
    return Timer.builder(metric.name())
        .description(metric.help())
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** The distribution of sizes with these label values. */
  public DistributionSummary summary(Metric metric, String... labelValues) {
    List<Tag> tags = tags(metric, Metric.Kind.SUMMARY, labelValues);
    return DistributionSummary.builder(metric.name())
        .description(metric.help())
        .tags(tags)
        .serviceLevelObjectives(1, 2, 5, 10, 50, 100, 1000, 10_000)
        .register(registry);
  }

  /** All values in the text form of Prometheus. */
  public String scrape() {
    return registry.scrape();
  }

  private List<Tag> tags(Metric metric, Metric.Kind kind, String... values) {
    if (!declared.contains(metric) || metric.kind() != kind) {
      throw new IllegalArgumentException("not declared as " + kind + ": " + metric.name());
    }
    if (values.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric.name() + " needs values for " + metric.labels());
    }
    Set<List<String>> known =
        series.computeIfAbsent(metric.name(), name -> ConcurrentHashMap.newKeySet());
    List<String> wanted = List.of(values);
    boolean bounded = known.contains(wanted) || (known.size() < SERIES_MAX && known.add(wanted));
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(metric.labels().get(i), bounded ? values[i] : "other"));
    }
    return tags;
  }
}
