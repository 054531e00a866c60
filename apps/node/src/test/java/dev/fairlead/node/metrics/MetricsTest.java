package dev.fairlead.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Metric DECISIONS =
      Metric.counter("supernode_interop_round_decisions_total", "Rounds.", "decision");
  private static final Metric HEAD = Metric.gauge("supernode_verified_timestamp", "Head.");
  private static final Metric CHECK = Metric.timer("check_duration_seconds", "Checks.");
  private static final Metric DEPTH = Metric.summary("rewind_depth_blocks", "Depth.", "chain_id");

  private final Metrics metrics = new Metrics(List.of(DECISIONS, HEAD, CHECK, DEPTH));

  @Test
  void showsEachMetricUnderItsDeclaredName() {
    metrics.counter(DECISIONS, "advance").increment();
    metrics.gauge(HEAD, () -> 7);
    metrics.timer(CHECK).record(Duration.ofNanos(40_000));
    metrics.summary(DEPTH, "901").record(3);

    assertThat(metrics.scrape())
        .contains("supernode_interop_round_decisions_total{decision=\"advance\"} 1.0")
        .contains("supernode_verified_timestamp 7.0")
        .contains("check_duration_seconds_bucket{le=\"5.0E-5\"} 1")
        .contains("check_duration_seconds_count 1")
        .contains("rewind_depth_blocks_bucket{chain_id=\"901\",le=\"5.0\"} 1");
  }

  @Test
  void startsSeriesAtZero() {
    metrics.counter(DECISIONS, "rewind");

    assertThat(metrics.scrape()).contains("{decision=\"rewind\"} 0.0");
  }

  @Test
  void boundsTheNumberOfSeries() {
    for (int i = 0; i < Metrics.SERIES_MAX + 100; i++) {
      metrics.counter(DECISIONS, "d" + i).increment();
    }

    long series = metrics.scrape().lines().filter(l -> l.contains("{decision=")).count();
    assertThat(series).isEqualTo(Metrics.SERIES_MAX + 1);
    assertThat(metrics.scrape()).contains("{decision=\"other\"} 100.0");
  }

  @Test
  void refusesUndeclaredMetricsAndWrongLabels() {
    Metric undeclared = Metric.counter("unknown_total", "?");

    assertThatThrownBy(() -> metrics.counter(undeclared)).hasMessageContaining("not declared");
    assertThatThrownBy(() -> metrics.counter(DECISIONS)).hasMessageContaining("[decision]");
    assertThatThrownBy(() -> metrics.timer(HEAD)).hasMessageContaining("not declared as TIMER");
  }

  @Test
  void refusesNamesThatDoNotSuitTheKind_andUnboundedLabels() {
    assertThatThrownBy(() -> Metric.counter("restarts", "?")).hasMessageContaining("restarts");
    assertThatThrownBy(() -> Metric.gauge("restarts_total", "?")).hasMessageContaining("GAUGE");
    assertThatThrownBy(() -> Metric.timer("duration", "?")).hasMessageContaining("_seconds");
    assertThatThrownBy(() -> Metric.counter("x_total", "?", "block_hash"))
        .hasMessageContaining("unbounded");
  }
}
