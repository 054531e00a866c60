package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;

/**
 * A decision about a chain that only the chain's own authority can carry out. Persisted before it
 * is given; given again after a restart until it is reported done, so carrying it out twice must be
 * harmless.
 */
public sealed interface ChainOrder {
  /** The chain concerned. */
  ChainId chain();

  /**
   * Replace a block, if the chain has it, by one at the same height and timestamp with its deposits
   * only; never accept it again.
   *
   * @param denied the entry of the deny list
   */
  record InvalidateBlock(DeniedBlock denied) implements ChainOrder, RoundEffect {
    @Override
    public ChainId chain() {
      return denied.chain();
    }

    /** Height of the block, unsigned. */
    public long height() {
      return denied.block().number();
    }

    /** Hash of the block. */
    public Hash32 hash() {
      return denied.block().hash();
    }

    /** Timestamp of the round that decided, seconds, unsigned. */
    public long decisionTimestamp() {
      return denied.decisionTimestamp();
    }

    /** State root of the block; zero if unknown. */
    public Hash32 stateRoot() {
      return denied.stateRoot();
    }

    /** Storage root of the block's message passer; zero if unknown. */
    public Hash32 storageRoot() {
      return denied.outboxRoot();
    }
  }

  /**
   * Go back to a block and derive again: denials above it were taken back, so a block that was
   * replaced may be legitimate.
   *
   * @param chain the chain
   * @param to the newest block to keep
   */
  record RewindChain(ChainId chain, BlockRef to) implements ChainOrder, RoundEffect {}
}
