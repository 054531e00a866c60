package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;

/**
 * A block that a decision needs and that lies below the first stored one.
 *
 * @param chain chain of the block
 * @param number its height, unsigned
 * @param firstNumber height of the first stored block, unsigned
 */
public record Missing(ChainId chain, long number, long firstNumber) {
  /** One sentence for people. */
  public String detail() {
    return "block "
        + Long.toUnsignedString(number)
        + " of chain "
        + chain
        + " is below the first stored block "
        + Long.toUnsignedString(firstNumber);
  }
}
