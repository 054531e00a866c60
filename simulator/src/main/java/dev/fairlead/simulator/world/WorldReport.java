package dev.fairlead.simulator.world;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * What became of a world.
 *
 * @param seed it grew from
 * @param traceHash over all that happened
 * @param steps events taken
 * @param metrics what was counted
 * @param invariants with their verdicts
 */
public record WorldReport(
    long seed, Hash32 traceHash, long steps, Metrics metrics, List<Verdict> invariants) {
  /** Copies the list. */
  public WorldReport {
    invariants = List.copyOf(invariants);
  }

  /**
   * An invariant after the run.
   *
   * @param name of the invariant
   * @param checks how many comparisons were made
   * @param violation the first thing that was wrong, with its step
   */
  public record Verdict(String name, long checks, Optional<Violation> violation) {}

  /**
   * Something that must not be.
   *
   * @param step number of the event that showed it
   * @param text what is wrong
   */
  public record Violation(long step, String text) {}

  /** Whether all invariants held. */
  public boolean isGood() {
    return invariants.stream().allMatch(one -> one.violation().isEmpty());
  }

  /** The verdict on an invariant of this name. */
  public Verdict verdict(String name) {
    return invariants.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
