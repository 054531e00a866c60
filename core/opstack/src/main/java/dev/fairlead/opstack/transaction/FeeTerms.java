package dev.fairlead.opstack.transaction;

import java.math.BigInteger;

/** What a sender pays for a unit of gas, in wei. */
public sealed interface FeeTerms {
  /** The most that a unit can cost. */
  BigInteger maxPerGas();

  /**
   * One price for everything (types 0 and 1).
   *
   * @param price wei per gas
   */
  record Price(BigInteger price) implements FeeTerms {
    @Override
    public BigInteger maxPerGas() {
      return price;
    }
  }

  /**
   * Caps of EIP-1559 (types 2 and later).
   *
   * @param priorityPerGas the most that the block's producer gets, wei per gas
   * @param maxPerGas the most that is paid altogether, wei per gas
   */
  record Caps(BigInteger priorityPerGas, BigInteger maxPerGas) implements FeeTerms {
    /** Refuses negative caps and a priority above the whole. */
    public Caps {
      if (priorityPerGas.signum() < 0 || priorityPerGas.compareTo(maxPerGas) > 0) {
        throw new IllegalArgumentException(
            "priority fee " + priorityPerGas + " is not within 0 and " + maxPerGas);
      }
    }
  }
}
