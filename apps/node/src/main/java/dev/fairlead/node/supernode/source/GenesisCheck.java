package dev.fairlead.node.supernode.source;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;

/** Makes sure that a chain of the right id is also the chain whose blocks are stored. */
@FunctionalInterface
public interface GenesisCheck {
  /** Accepts every genesis: for stores that do not outlive the process. */
  GenesisCheck NONE = (_, _) -> {};

  /**
   * Compares with what is known; remembers the first one.
   *
   * @param chain the chain
   * @param genesis hash of its block 0
   * @throws SourceFailure of kind {@code WRONG_CHAIN} if another one is known
   */
  void demand(ChainId chain, Hash32 genesis) throws SourceFailure;
}
