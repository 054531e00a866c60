package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.follow.Halt;

/**
 * What the round machine of a component is told. Blocks are read from the chains' logs; these are
 * the facts about them. Nothing here assumes where they come from.
 */
public sealed interface RoundInput {
  /** Time has passed; sent at the machine's deadline. */
  record TickElapsed() implements RoundInput {}

  /**
   * The chain's log is filled from the start of its window to the source's head.
   *
   * @param chain the chain
   */
  record HistoryReady(ChainId chain) implements RoundInput {}

  /**
   * The chain's log has changed, or its finalized label has moved.
   *
   * @param chain the chain
   * @param change the change; the log shows it already
   */
  record HistoryChanged(ChainId chain, HistoryChange change) implements RoundInput {}

  /**
   * The chain is local-safe up to a block that its log holds. May go down.
   *
   * @param chain the chain
   * @param head the newest local-safe block
   * @param required the base-chain block up to which data is needed to derive it
   */
  record LocalSafeSeen(ChainId chain, BlockRef head, BaseInclusion required)
      implements RoundInput {}

  /**
   * The chain cannot be followed any more.
   *
   * @param halt why
   */
  record ChainHalted(Halt halt) implements RoundInput {}

  /**
   * The base chain was reorganised.
   *
   * @param lastCanonical its newest block that stayed
   */
  record BaseRewound(BlockRef lastCanonical) implements RoundInput {}

  /**
   * The base chain is final up to a block.
   *
   * @param block that block
   */
  record BaseFinalized(BlockRef block) implements RoundInput {}

  /**
   * Answers {@link RoundEffect.CheckBase}.
   *
   * @param block the block that was asked for
   * @param isCanonical whether the base chain has it at its height
   */
  record BaseChecked(BlockRef block, boolean isCanonical) implements RoundInput {}

  /**
   * The authority has carried out an order.
   *
   * @param order the order
   */
  record OrderDone(ChainOrder order) implements RoundInput {}

  /**
   * The authority could not carry out an order; it is given again after a pause.
   *
   * @param order the order
   */
  record OrderFailed(ChainOrder order) implements RoundInput {}
}
