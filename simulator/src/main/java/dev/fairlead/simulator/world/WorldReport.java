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
   * What was counted. Delays are relay blocks from enactment to acknowledgement.
   *
   * @param relayBlocks of the surviving chain
   * @param paraBlocks enacted on any fork
   * @param queued messages that became entries on any fork
   * @param acked messages acknowledged on any fork
   * @param waiting messages that wait at the end
   * @param delayMedian half of the messages were acknowledged so soon
   * @param delayMax the slowest
   * @param reorgs how often the head moved to another fork
   * @param messages between nodes
   * @param bytes of them
   * @param lost of them
   * @param connections opened
   */
  public record Metrics(
      long relayBlocks,
      long paraBlocks,
      long queued,
      long acked,
      long waiting,
      long delayMedian,
      long delayMax,
      long reorgs,
      long messages,
      long bytes,
      long lost,
      long connections) {}

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
}
