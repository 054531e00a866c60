package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;

/** Which of our transactions a chain has included. */
public sealed interface Inclusion {
  /**
   * The node's answer. The nonce is read before the receipts.
   *
   * @param nonce number of transactions of the account up to the latest block
   * @param head height of that block
   * @param receipts of those transactions that are included
   */
  record Known(long nonce, long head, List<Receipt> receipts) implements Inclusion {
    /** Copies the list. */
    public Known {
      receipts = List.copyOf(receipts);
    }
  }

  /** The node did not answer. */
  record Unreachable() implements Inclusion {}

  /**
   * One included transaction.
   *
   * @param transaction its hash
   * @param blockNumber height of its block
   * @param isSuccess whether it was executed to its end
   */
  record Receipt(Hash32 transaction, long blockNumber, boolean isSuccess) {}
}
