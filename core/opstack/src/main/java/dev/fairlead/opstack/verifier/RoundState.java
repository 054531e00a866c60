package dev.fairlead.opstack.verifier;

import dev.fairlead.opstack.follow.Halt;
import java.util.List;

/** Where the round machine of a component stands. */
public sealed interface RoundState {
  /** Never started; waits until every chain is back-filled. */
  record ColdStart() implements RoundState {}

  /** Started again; checks that logs and base chain still hold the verified heads. */
  record Resuming() implements RoundState {}

  /** Rounds run, or wait for what the snapshot names. */
  record Running() implements RoundState {}

  /**
   * A decision is persisted and its orders are given.
   *
   * @param orders those not yet reported done
   */
  record CarryingOut(List<ChainOrder> orders) implements RoundState {
    /** Copies the list. */
    public CarryingOut {
      orders = List.copyOf(orders);
    }
  }

  /**
   * Stopped for good.
   *
   * @param halt why
   */
  record Halted(Halt halt) implements RoundState {}
}
