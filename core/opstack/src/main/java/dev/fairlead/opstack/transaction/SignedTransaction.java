package dev.fairlead.opstack.transaction;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;

/**
 * A decoded raw transaction. The sender is not part of it: it is recovered from signing hash and
 * signature where a curve is at hand.
 *
 * @param terms type, chain, nonce, fees and gas
 * @param call what it does
 * @param signingHash what the sender signed
 * @param signature by the sender
 * @param hash names the transaction
 */
public record SignedTransaction(
    Terms terms, TransactionCall call, Hash32 signingHash, Signature signature, Hash32 hash) {

  /**
   * Under which terms a transaction may be included.
   *
   * @param type envelope type
   * @param chain chain it is bound to; 0 for a legacy transaction that any chain accepts
   * @param nonce the sender's count, unsigned
   * @param fees what is paid per gas
   * @param gasLimit gas it may use, unsigned
   */
  public record Terms(
      TransactionType type, ChainId chain, long nonce, FeeTerms fees, long gasLimit) {}
}
