package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;

/**
 * Shows that a body is held without sending it: BLAKE2b-256 over the body, keyed with the asker's
 * nonce. Only who has the body can make or check it (section 5.11).
 */
public final class ProbeMac {
  private ProbeMac() {}

  /** The code of a body under a nonce. */
  public static Hash32 of(Hash32 nonce, Bytes body) {
    return Blake2b256.keyed(Bytes.of(nonce.toByteArray()), body);
  }
}
