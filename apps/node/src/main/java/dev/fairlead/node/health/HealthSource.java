package dev.fairlead.node.health;

import java.util.List;

/** A part of the process that knows what is wrong with it. Called by any thread; must not block. */
@FunctionalInterface
public interface HealthSource {
  /** What is wrong now; empty if nothing. */
  List<HealthIssue> issues();
}
