package dev.fairlead.opstack.transaction;

import java.util.Optional;

/** Envelope types that a user can send (EIP-2718). Deposits (0x7E) are made by the chain itself. */
public enum TransactionType {
  /** The original form, with or without a chain id in its signature (EIP-155). */
  LEGACY(0),
  /** With an access list (EIP-2930). */
  ACCESS_LIST(1),
  /** With fee caps (EIP-1559). */
  FEE_MARKET(2),
  /** With blobs (EIP-4844). */
  BLOB(3),
  /** With authorisations to set code (EIP-7702). */
  SET_CODE(4);

  private final int code;

  TransactionType(int code) {
    this.code = code;
  }

  /** First byte of the envelope; 0 for a legacy transaction, which has no such byte. */
  public int code() {
    return code;
  }

  /** The type of a typed envelope that starts with {@code code}. */
  public static Optional<TransactionType> ofCode(int code) {
    return switch (code) {
      case 1 -> Optional.of(ACCESS_LIST);
      case 2 -> Optional.of(FEE_MARKET);
      case 3 -> Optional.of(BLOB);
      case 4 -> Optional.of(SET_CODE);
      default -> Optional.empty();
    };
  }
}
