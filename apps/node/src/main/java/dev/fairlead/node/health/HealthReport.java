package dev.fairlead.node.health;

import dev.fairlead.node.health.HealthIssue.Severity;
import java.util.List;

/** All that is wrong at one moment. */
public record HealthReport(List<HealthIssue> issues) {
  /** Copies the list. */
  public HealthReport {
    issues = List.copyOf(issues);
  }

  /** Whether the process can go on; if not, replace it. */
  public boolean isLive() {
    return issues.stream().noneMatch(i -> i.severity() == Severity.NOT_LIVE);
  }

  /** Whether its answers can be relied on. */
  public boolean isReady() {
    return issues.stream().allMatch(i -> i.severity() == Severity.DEGRADED);
  }

  /** One word for all: {@code ok}, {@code degraded}, {@code not-ready} or {@code not-live}. */
  public String status() {
    if (issues.isEmpty()) {
      return "ok";
    }
    return isReady() ? "degraded" : isLive() ? "not-ready" : "not-live";
  }
}
