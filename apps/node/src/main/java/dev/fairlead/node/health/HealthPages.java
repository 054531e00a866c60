package dev.fairlead.node.health;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.http.TextPage;
import dev.fairlead.jsonrpc.http.TextPage.Answer;
import dev.fairlead.node.metrics.Metrics;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The pages by which operators and their tools see this process: {@code /livez}, {@code /readyz}
 * and {@code /health} on the RPC port, {@code /metrics} on the metrics port. A page answers 503
 * where its name does not hold.
 */
public final class HealthPages {
  private HealthPages() {}

  /** The three health pages. */
  public static List<TextPage> of(Health health) {
    return List.of(
        page("/livez", health, HealthReport::isLive),
        page("/readyz", health, HealthReport::isReady),
        page("/health", health, HealthReport::isReady));
  }

  /** The metrics in the text form of Prometheus. */
  public static TextPage metrics(Metrics metrics) {
    return new TextPage(
        "/metrics",
        () -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
  }

  private static TextPage page(String path, Health health, Predicate<HealthReport> holds) {
    return new TextPage(
        path,
        () -> {
          HealthReport report = health.report();
          return answer(report, holds.test(report));
        });
  }

  private static Answer answer(HealthReport report, boolean holds) {
    ObjectNode body = Json.object().put("status", report.status());
    ArrayNode issues = body.putArray("issues");
    for (HealthIssue issue : report.issues()) {
      issues
          .addObject()
          .put("severity", name(issue.severity()))
          .put("code", issue.code())
          .put("detail", issue.detail());
    }
    return Answer.json(holds ? 200 : 503, body + "\n");
  }

  private static String name(HealthIssue.Severity severity) {
    return switch (severity) {
      case DEGRADED -> "degraded";
      case NOT_READY -> "not-ready";
      case NOT_LIVE -> "not-live";
    };
  }
}
