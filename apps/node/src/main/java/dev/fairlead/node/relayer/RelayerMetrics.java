package dev.fairlead.node.relayer;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.metrics.Metric;
import dev.fairlead.node.metrics.Metrics;
import dev.fairlead.opstack.relay.RelayEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The relayer's metrics. Every series starts at 0. */
public final class RelayerMetrics {
  private static final Metric MESSAGES =
      Metric.gauge("fairlead_relayer_messages", "Messages in the queue.", "state");
  private static final Metric DELIVERED =
      Metric.counter(
          "fairlead_relayer_delivered_total", "Messages executed.", "source", "destination");
  private static final Metric TRANSACTIONS =
      Metric.counter(
          "fairlead_relayer_transactions_total", "Transactions signed.", "chain_id", "kind");
  private static final Metric PARKED =
      Metric.counter("fairlead_relayer_parked_total", "Messages put aside.", "destination");
  private static final Metric EXPIRED =
      Metric.counter("fairlead_relayer_expired_total", "Messages that expired.", "destination");
  private static final Metric EXPIRING =
      Metric.counter(
          "fairlead_relayer_expiry_warnings_total",
          "Messages that were near expiry.",
          "destination");
  private static final Metric BLOCKED =
      Metric.counter(
          "fairlead_relayer_chain_blocked_total",
          "Times that nothing could be sent.",
          "chain_id",
          "cause");
  private static final Metric UNANSWERED =
      Metric.counter(
          "fairlead_relayer_unanswered_total", "Questions without a usable answer.", "source");
  private static final Metric HEAD =
      Metric.gauge("fairlead_relayer_chain_head", "Latest height of a chain.", "chain_id");
  private static final Metric LAG =
      Metric.gauge("fairlead_relayer_scan_lag_blocks", "Blocks not read yet.", "chain_id");

  private static final List<String> STATES =
      List.of(
          "waiting",
          "checking",
          "simulating",
          "ready",
          "in-flight",
          "parked",
          "expired",
          "delivered");
  private static final List<String> KINDS = List.of("relay", "replace", "cancel", "fill");

  private final Metrics metrics;

  RelayerMetrics(Metrics metrics) {
    this.metrics = metrics;
  }

  /** All declarations. */
  public static List<Metric> all() {
    return List.of(
        MESSAGES,
        DELIVERED,
        TRANSACTIONS,
        PARKED,
        EXPIRED,
        EXPIRING,
        BLOCKED,
        UNANSWERED,
        HEAD,
        LAG);
  }

  void start(Map<ChainId, ScanStatus> chains, Supplier<Map<String, Integer>> counts) {
    for (String state : STATES) {
      metrics.gauge(MESSAGES, () -> counts.get().getOrDefault(state, 0), state);
    }
    metrics.counter(UNANSWERED, "supernode");
    for (Map.Entry<ChainId, ScanStatus> entry : chains.entrySet()) {
      String chain = entry.getKey().toString();
      metrics.gauge(HEAD, entry.getValue()::head, chain);
      metrics.gauge(LAG, entry.getValue()::lag, chain);
      List.of(PARKED, EXPIRED, EXPIRING, UNANSWERED).forEach(m -> metrics.counter(m, chain));
      KINDS.forEach(kind -> metrics.counter(TRANSACTIONS, chain, kind));
      for (RelayEvent.ChainBlocked.Cause cause : RelayEvent.ChainBlocked.Cause.values()) {
        metrics.counter(BLOCKED, chain, cause.text());
      }
      for (ChainId other : chains.keySet()) {
        if (!other.equals(entry.getKey())) {
          metrics.counter(DELIVERED, other.toString(), chain);
        }
      }
    }
  }

  void delivered(ChainId source, ChainId destination) {
    metrics.counter(DELIVERED, source.toString(), destination.toString()).increment();
  }

  void parked(ChainId destination) {
    metrics.counter(PARKED, destination.toString()).increment();
  }

  void expired(ChainId destination) {
    metrics.counter(EXPIRED, destination.toString()).increment();
  }

  void expiresSoon(ChainId destination) {
    metrics.counter(EXPIRING, destination.toString()).increment();
  }

  void transaction(ChainId chain, String kind) {
    metrics.counter(TRANSACTIONS, chain.toString(), kind).increment();
  }

  void blocked(ChainId chain, RelayEvent.ChainBlocked.Cause cause) {
    metrics.counter(BLOCKED, chain.toString(), cause.text()).increment();
  }

  void unanswered(String source) {
    metrics.counter(UNANSWERED, source).increment();
  }
}
