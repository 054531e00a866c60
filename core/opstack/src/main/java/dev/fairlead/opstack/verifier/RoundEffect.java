package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.follow.Halt;
import dev.fairlead.opstack.rules.InvalidBlock;
import java.util.List;

/**
 * What the round machine of a component orders, to be carried out in order. Everything after a
 * {@link Persist} relies on it being durable.
 */
public sealed interface RoundEffect
    permits RoundEffect.Persist,
        RoundEffect.CheckBase,
        RoundEffect.PruneLog,
        RoundEffect.RoundDecided,
        RoundEffect.CrossSafeChanged,
        RoundEffect.FinalizedChanged,
        RoundEffect.BlockFoundInvalid,
        RoundEffect.InvalidBlockResolved,
        RoundEffect.DenialDropped,
        RoundEffect.Halted,
        ChainOrder.InvalidateBlock,
        ChainOrder.RewindChain {
  /**
   * Apply to the {@link VerifierStore} as one transaction, before anything that follows.
   *
   * @param transaction the changes, at least one
   */
  record Persist(List<StoreChange> transaction) implements RoundEffect {
    /** Copies the list. */
    public Persist {
      transaction = List.copyOf(transaction);
    }
  }

  /**
   * Find out whether the base chain still has a block. Answered by {@link RoundInput.BaseChecked};
   * without an answer the machine waits.
   *
   * @param block the block
   */
  record CheckBase(BlockRef block) implements RoundEffect {}

  /**
   * Blocks of a chain's log are not needed any more.
   *
   * @param chain the chain
   * @param timestampExclusive blocks with lower timestamps may go, unsigned
   */
  record PruneLog(ChainId chain, long timestampExclusive) implements RoundEffect {}

  /**
   * Fact: a round was decided. A wait is told once, and again when something else is awaited.
   *
   * @param timestamp of the round, seconds, unsigned
   * @param kind the decision
   */
  record RoundDecided(long timestamp, DecisionKind kind) implements RoundEffect {}

  /**
   * Fact: the newest verified block of a chain. May go down when results are taken back.
   *
   * @param chain the chain
   * @param head its newest verified block
   */
  record CrossSafeChanged(ChainId chain, BlockRef head) implements RoundEffect {}

  /**
   * Fact: the newest verified block of a chain whose inputs are all final.
   *
   * @param chain the chain
   * @param head that block
   */
  record FinalizedChanged(ChainId chain, BlockRef head) implements RoundEffect {}

  /**
   * Fact: a local-safe block is invalid. The order to replace it follows.
   *
   * @param block the block with every reason
   */
  record BlockFoundInvalid(InvalidBlock block) implements RoundEffect {}

  /**
   * Fact: a chain no longer has a block that was found invalid.
   *
   * @param block the block
   */
  record InvalidBlockResolved(BlockId block) implements RoundEffect {}

  /**
   * Fact: a denial was taken back, because the data that led to it was undone.
   *
   * @param block the entry that left the deny list
   */
  record DenialDropped(DeniedBlock block) implements RoundEffect {}

  /**
   * Fact: the component has stopped for good.
   *
   * @param halt why
   */
  record Halted(Halt halt) implements RoundEffect {}
}
