package dev.fairlead.opstack.transaction;

import dev.fairlead.kernel.bytes.Hash32;

/**
 * An ECDSA signature on secp256k1 with what it takes to recover the key.
 *
 * @param r first number
 * @param s second number
 * @param yParity 0 or 1
 */
public record Signature(Hash32 r, Hash32 s, int yParity) {
  /** Half of the group order: EIP-2 refuses a larger {@code s}. */
  private static final Hash32 S_MAX =
      Hash32.literal("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

  /** Refuses a parity other than 0 and 1. */
  public Signature {
    if (yParity != 0 && yParity != 1) {
      throw new IllegalArgumentException("parity is 0 or 1, got " + yParity);
    }
  }

  /** Whether {@code s} is in the lower half, as every transaction's must be. */
  public boolean isLow() {
    return s.compareTo(S_MAX) <= 0;
  }
}
