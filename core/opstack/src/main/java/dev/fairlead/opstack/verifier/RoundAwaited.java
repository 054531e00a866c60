package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.rules.Awaited;

/** What holds the safe lane of a component. */
public sealed interface RoundAwaited {
  /**
   * The back-fill of a chain.
   *
   * @param chain the chain
   */
  record Backfill(ChainId chain) implements RoundAwaited {}

  /**
   * A chain has to be local-safe up to a time.
   *
   * @param chain the chain
   * @param timestamp of the round, seconds, unsigned
   */
  record LocalSafe(ChainId chain, long timestamp) implements RoundAwaited {}

  /**
   * A chain has to replace a denied block.
   *
   * @param chain the chain
   * @param block the denied block, which it still has
   */
  record Replacement(ChainId chain, BlockRef block) implements RoundAwaited {}

  /**
   * An order has to be carried out.
   *
   * @param order the order
   */
  record Order(ChainOrder order) implements RoundAwaited {}

  /**
   * The base chain has to be asked for a block.
   *
   * @param block the block
   */
  record Base(BlockRef block) implements RoundAwaited {}

  /**
   * A message of the round cannot be decided yet.
   *
   * @param awaited what it needs
   */
  record Message(Awaited awaited) implements RoundAwaited {}
}
