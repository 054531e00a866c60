package dev.fairlead.opstack.evm;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;

/**
 * The fields of a block header in the order in which they are hashed. Those of later forks follow
 * at the end and are left out by blocks from before; a fork that adds one adds a constant here.
 */
public enum HeaderField {
  PARENT_HASH(Hash32.SIZE),
  OMMERS_HASH(Hash32.SIZE),
  BENEFICIARY(Address20.SIZE),
  STATE_ROOT(Hash32.SIZE),
  TRANSACTIONS_ROOT(Hash32.SIZE),
  RECEIPTS_ROOT(Hash32.SIZE),
  LOGS_BLOOM(HeaderField.BLOOM_SIZE),
  DIFFICULTY(HeaderField.WIDE),
  NUMBER(HeaderField.LONG),
  GAS_LIMIT(HeaderField.LONG),
  GAS_USED(HeaderField.LONG),
  TIMESTAMP(HeaderField.LONG),
  EXTRA_DATA(HeaderField.FREE),
  MIX_HASH(Hash32.SIZE),
  NONCE(8),
  /** Since London (EIP-1559). */
  BASE_FEE(HeaderField.WIDE),
  /** Since Shanghai; on an L2 since Isthmus the message passer's storage root. */
  WITHDRAWALS_ROOT(Hash32.SIZE),
  /** Since Cancun (EIP-4844). */
  BLOB_GAS_USED(HeaderField.LONG),
  /** Since Cancun (EIP-4844). */
  EXCESS_BLOB_GAS(HeaderField.LONG),
  /** Since Cancun (EIP-4788). */
  PARENT_BEACON_BLOCK_ROOT(Hash32.SIZE),
  /** Since Prague (EIP-7685). */
  REQUESTS_HASH(Hash32.SIZE);

  /** Size of a bloom filter over logs. */
  public static final int BLOOM_SIZE = 256;

  private static final int FREE = -1;
  private static final int LONG = -2;
  private static final int WIDE = -3;

  private final int form;

  HeaderField(int form) {
    this.form = form;
  }

  /** Whether the field is a number, written without leading zeros. */
  public boolean isNumber() {
    return form == WIDE || form == LONG;
  }

  /** Whether blocks from before some fork leave the field out. */
  public boolean isOptional() {
    return compareTo(BASE_FEE) >= 0;
  }

  /** Refuses a value that is not of this field's form. */
  void check(Bytes value) throws DecodingException {
    boolean isFitting =
        switch (form) {
          case FREE -> value.size() <= 1 << 20;
          case LONG -> value.size() <= Long.BYTES && !hasLeadingZero(value);
          case WIDE -> value.size() <= Hash32.SIZE && !hasLeadingZero(value);
          default -> value.size() == form;
        };
    if (!isFitting) {
      throw new DecodingException("header field " + this + " cannot be " + value);
    }
  }

  private static boolean hasLeadingZero(Bytes value) {
    return !value.isEmpty() && value.byteAt(0) == 0;
  }
}
