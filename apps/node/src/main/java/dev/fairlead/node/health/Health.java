package dev.fairlead.node.health;

import dev.fairlead.node.health.HealthIssue.Severity;
import dev.fairlead.node.runtime.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The health of this process: what its parts report, taken together. Safe for all threads. */
public final class Health {
  /** How long one turn of an event loop may take before the process counts as stuck. */
  public static final Duration STUCK_AFTER = Duration.ofSeconds(30);

  private final List<HealthSource> sources = new CopyOnWriteArrayList<>();

  /** Adds a part that reports. */
  public void add(HealthSource source) {
    sources.add(source);
  }

  /** Adds an event loop: one that hangs makes the process not live. */
  public void watch(String name, EventLoop loop) {
    add(() -> {
      Duration since = loop.sinceLastTurn();
      return since.compareTo(STUCK_AFTER) < 0
          ? List.of()
          : List.of(
              new HealthIssue(
                  Severity.NOT_LIVE, "loop_stuck", name + " for " + since.toSeconds() + " s"));
    });
  }

  /** What is wrong now. */
  public HealthReport report() {
    return new HealthReport(sources.stream().flatMap(s -> s.issues().stream()).toList());
  }
}
