package dev.fairlead.node.metrics;

import java.util.List;
import java.util.Set;

/**
 * The declaration of one metric. Every metric is declared before use, so that documentation,
 * dashboard and alert rules can be checked against the declarations.
 *
 * @param name as Prometheus shows it; counters end in {@code _total}, times in {@code _seconds}
 * @param help one sentence
 * @param labels names of labels, each with few possible values; never a block number or a hash
 */
public record Metric(String name, Kind kind, String help, List<String> labels) {
  private static final Set<String> UNBOUNDED =
      Set.of("block", "block_height", "block_number", "block_hash", "hash", "tx", "message");

  /** How the value behaves. */
  public enum Kind {
    /** Only grows. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Distribution of durations, in seconds. */
    TIMER,
    /** Distribution of sizes. */
    SUMMARY
  }

  /** Checks the name against its kind, and the labels. */
  public Metric {
    labels = List.copyOf(labels);
    boolean total = name.endsWith("_total");
    if (!name.matches("[a-z][a-z0-9_]*") || total != (kind == Kind.COUNTER)) {
      throw new IllegalArgumentException("metric name does not suit " + kind + ": " + name);
    }
    if (kind == Kind.TIMER && !name.endsWith("_seconds")) {
      throw new IllegalArgumentException("a duration ends in _seconds: " + name);
    }
    if (labels.stream().anyMatch(UNBOUNDED::contains)) {
      throw new IllegalArgumentException("label with unbounded values: " + name + labels);
    }
  }

  /** A metric that only grows. */
  public static Metric counter(String name, String help, String... labels) {
    return new Metric(name, Kind.COUNTER, help, List.of(labels));
  }

  /** A metric that goes up and down. */
  public static Metric gauge(String name, String help, String... labels) {
    return new Metric(name, Kind.GAUGE, help, List.of(labels));
  }

  /** A distribution of durations. */
  public static Metric timer(String name, String help, String... labels) {
    return new Metric(name, Kind.TIMER, help, List.of(labels));
  }

  /** A distribution of sizes. */
  public static Metric summary(String name, String help, String... labels) {
    return new Metric(name, Kind.SUMMARY, help, List.of(labels));
  }
}
