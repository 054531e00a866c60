package dev.fairlead.opstack.relay;

/** What the destination answers to a call that is not sent. */
public sealed interface Simulation {
  /**
   * It would succeed.
   *
   * @param gas that it would use
   */
  record Succeeds(long gas) implements Simulation {}

  /**
   * It would revert.
   *
   * @param reason the answer of the contract
   */
  record Reverts(RevertReason reason) implements Simulation {}

  /** The node did not answer, or not to this question. */
  record Unreachable() implements Simulation {}
}
