package dev.fairlead.opstack.relay;

import dev.fairlead.opstack.transaction.FeeTerms;
import java.math.BigInteger;

/**
 * What a chain asks for gas at the moment, wei per gas.
 *
 * @param baseFee base fee of the latest block
 * @param priority what producers expect on top
 */
public record FeeQuote(BigInteger baseFee, BigInteger priority) {
  /** Nodes accept a replacement from ten per cent on; a quarter also outruns rounding. */
  private static final int BUMP_DIVISOR = 4;

  /** Caps that stay good while the base fee doubles. */
  public FeeTerms.Caps caps() {
    return new FeeTerms.Caps(priority, baseFee.shiftLeft(1).add(priority));
  }

  /** Caps that also replace a transaction with the {@code previous} ones. */
  public FeeTerms.Caps capsOver(FeeTerms.Caps previous) {
    FeeTerms.Caps fresh = caps();
    BigInteger tip = raised(previous.priorityPerGas()).max(fresh.priorityPerGas());
    return new FeeTerms.Caps(tip, raised(previous.maxPerGas()).max(fresh.maxPerGas()).max(tip));
  }

  private static BigInteger raised(BigInteger fee) {
    return fee.add(fee.divide(BigInteger.valueOf(BUMP_DIVISOR))).add(BigInteger.ONE);
  }
}
