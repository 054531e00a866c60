package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.transaction.FeeTerms;

/**
 * One signed transaction under the nonce of a {@link Slot}.
 *
 * @param hash names the transaction
 * @param raw what is sent
 * @param fees its caps, which a replacement must exceed
 * @param purpose what it is for
 */
public record Attempt(Hash32 hash, Bytes raw, FeeTerms.Caps fees, Purpose purpose) {

  /** What a transaction is for. */
  public sealed interface Purpose {
    /**
     * Executes the message.
     *
     * @param identifier emission that it refers to
     * @param gasLimit its gas
     */
    record Relay(Identifier identifier, long gasLimit) implements Purpose {}

    /** Uses the nonce up so that the relaying transaction can never be included. */
    record Cancel() implements Purpose {}
  }
}
