package dev.fairlead.node.tx;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.transaction.Signature;
import dev.fairlead.opstack.transaction.SignedTransaction;
import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Optional;

/** Finds out who signed. */
public final class Senders {
  private Senders() {}

  /** The sender of a transaction; empty if the signature is none, or has a high {@code s}. */
  public static Optional<Address20> recover(SignedTransaction transaction) {
    return transaction.signature().isLow()
        ? recover(transaction.signingHash(), transaction.signature())
        : Optional.empty();
  }

  /** The account whose key signed {@code digest}; empty if the signature is none. */
  public static Optional<Address20> recover(Hash32 digest, Signature signature) {
    byte[] compact = new byte[2 * Hash32.SIZE];
    signature.r().write(compact, 0);
    signature.s().write(compact, Hash32.SIZE);
    try {
      byte[] publicKey =
          Secp256k1.get().ecdsaRecover(compact, digest.toByteArray(), signature.yParity());
      return Optional.of(PrivateKey.address(publicKey));
    } catch (Secp256k1Exception e) {
      return Optional.empty();
    }
  }
}
