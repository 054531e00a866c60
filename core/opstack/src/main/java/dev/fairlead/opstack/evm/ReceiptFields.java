package dev.fairlead.opstack.evm;

import dev.fairlead.kernel.bytes.Bytes;

/**
 * What a receipt holds beside its logs.
 *
 * @param type envelope type (EIP-2718); 0 for legacy
 * @param outcome RLP item: status, or the state root of receipts before Byzantium
 * @param cumulativeGasUsed up to and with this transaction, unsigned
 * @param bloom filter over the logs
 * @param tail RLP items after the logs; only deposits have some
 */
public record ReceiptFields(
    int type, Bytes outcome, long cumulativeGasUsed, Bytes bloom, Bytes tail) {
  /** Envelope type of OP Stack deposits. */
  public static final int DEPOSIT = 0x7e;

  /** Refuses a type that is no envelope type, and a bloom of another size. */
  public ReceiptFields {
    if (type < 0 || type > 0x7f) {
      throw new IllegalArgumentException("no envelope type: " + type);
    }
    if (bloom.size() != HeaderField.BLOOM_SIZE) {
      throw new IllegalArgumentException("bloom of " + bloom.size() + " bytes");
    }
  }

  /**
   * The tail of a deposit since Canyon: nonce and version. Without a version the receipts root
   * leaves the nonce out as well.
   */
  public static Bytes depositTail(long nonce, long version) {
    return new RlpWriter().writeNumber(nonce).writeNumber(version).toItems();
  }
}
