package dev.fairlead.node.lab;

import dev.fairlead.node.runtime.SystemClock;
import dev.fairlead.node.runtime.Terminal;
import dev.fairlead.simulator.world.World;
import java.io.PrintWriter;

/** Lets a world live, with a line on the terminal that says how far it is. */
final class Running {
  private static final long STEPS_BETWEEN = 4_096;

  private Running() {}

  /** Lives until an event is taken; false if the world ended before. */
  static boolean liveUntil(
      World world, long until, ScenarioFile.Scenario scenario, PrintWriter err) {
    ProgressLine progress = new ProgressLine(err, Terminal.isPresent(), new SystemClock());
    long next = 0;
    boolean isThere;
    do {
      next = Math.min(until, next + STEPS_BETWEEN);
      isThere = world.liveUntil(next);
      progress.show(world.slotsBegun(), scenario.settings().slots(), world.step());
    } while (isThere && next < until);
    progress.clear();
    return isThere;
  }
}
