package dev.fairlead.opstack.transaction;

import dev.fairlead.kernel.bytes.Bytes;
import java.math.BigInteger;
import java.util.List;

/**
 * What a transaction does, whatever its type.
 *
 * @param to recipient
 * @param value wei
 * @param input calldata, or creation code
 * @param accessList announced slots; empty for legacy transactions
 */
public record TransactionCall(
    Recipient to, BigInteger value, Bytes input, List<AccessTuple> accessList) {
  /** Copies the list. */
  public TransactionCall {
    accessList = List.copyOf(accessList);
  }
}
