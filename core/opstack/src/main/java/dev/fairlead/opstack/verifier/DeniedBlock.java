package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;

/**
 * An entry of the deny list: a block proven invalid, which its chain must replace.
 *
 * @param chain the chain
 * @param block height and hash
 * @param decisionTimestamp timestamp of the round that decided
 * @param stateRoot the block's state root, for optimistic outputs
 * @param outboxRoot the block's message-passer storage root, for optimistic outputs
 */
public record DeniedBlock(
    ChainId chain, BlockRef block, long decisionTimestamp, Hash32 stateRoot, Hash32 outboxRoot) {
  /** The block among all chains. */
  public BlockId id() {
    return new BlockId(chain, block);
  }

  /** What the chain had at that place before verification. */
  public BlockOutput output() {
    return new BlockOutput(block, stateRoot, outboxRoot);
  }
}
