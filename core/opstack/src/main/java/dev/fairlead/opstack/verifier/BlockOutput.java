package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.messagelog.BlockSeal;

/**
 * A block with the roots from which its output root is computed (section 2.8).
 *
 * @param block number and hash
 * @param stateRoot of the header; zero if unknown
 * @param storageRoot of the message passer; zero if unknown
 */
public record BlockOutput(BlockRef block, Hash32 stateRoot, Hash32 storageRoot) {
  /** The output of a stored block. */
  public static BlockOutput of(BlockSeal seal) {
    return new BlockOutput(seal.ref(), seal.stateRoot(), seal.outboxRoot());
  }
}
