package dev.fairlead.kernel.identity;

/**
 * Names one block among all chains.
 *
 * @param chain the chain
 * @param ref the block on it
 */
public record BlockId(ChainId chain, BlockRef ref) {
  /** {@code chain/number:hash}. */
  @Override
  public String toString() {
    return chain + "/" + ref;
  }
}
