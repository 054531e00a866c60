package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.rules.InvalidBlock;

/** Facts that the admission machine reports; it orders nothing. */
public sealed interface AdmissionEffect {
  /**
   * The newest cross-unsafe block of a chain. Goes down when what it depends on was undone.
   *
   * @param chain the chain
   * @param head that block
   */
  record CrossUnsafeChanged(ChainId chain, BlockRef head) implements AdmissionEffect {}

  /**
   * A block cannot become cross-unsafe; its chain waits for a replacement.
   *
   * @param block the block with every reason
   */
  record BlockFoundInvalid(InvalidBlock block) implements AdmissionEffect {}

  /**
   * A block that was reported invalid is denied by the safe lane too: it is still there, and its
   * replacement is awaited. Nothing more is reported of it unless the denial is dropped.
   *
   * @param block the block
   */
  record InvalidBlockDenied(BlockId block) implements AdmissionEffect {}

  /**
   * A block that was reported invalid is gone, or no message of it is known to be invalid in the
   * changed history.
   *
   * @param block the block
   */
  record InvalidBlockResolved(BlockId block) implements AdmissionEffect {}
}
