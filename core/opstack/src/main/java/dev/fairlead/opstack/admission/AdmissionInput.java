package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;

/** What the admission machine is told. Blocks are read from the chains' logs. */
public sealed interface AdmissionInput {
  /** Time has passed; sent at the machine's deadline. */
  record TickElapsed() implements AdmissionInput {}

  /**
   * The chain's log is filled from the start of its window to the source's head.
   *
   * @param chain the chain
   */
  record HistoryReady(ChainId chain) implements AdmissionInput {}

  /**
   * The chain's log has changed.
   *
   * @param chain the chain
   * @param change the change; the log shows it already
   */
  record HistoryChanged(ChainId chain, HistoryChange change) implements AdmissionInput {}

  /**
   * The safe lane has verified a chain up to a block; what is cross-safe is cross-unsafe too.
   *
   * @param chain the chain
   * @param head its newest cross-safe block
   */
  record CrossSafeChanged(ChainId chain, BlockRef head) implements AdmissionInput {}

  /**
   * The safe lane has denied a block, or knew it as denied at start.
   *
   * @param block the block
   */
  record BlockDenied(BlockId block) implements AdmissionInput {}

  /**
   * The safe lane has taken a denial back.
   *
   * @param block the block
   */
  record DenialDropped(BlockId block) implements AdmissionInput {}
}
