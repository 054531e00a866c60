package dev.fairlead.opstack.transaction;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import java.util.Optional;

/** Where a transaction goes. */
public sealed interface Recipient {
  /** The account, absent if a contract is created. */
  Optional<Address20> address();

  /**
   * An account or contract that exists or not.
   *
   * @param account its address
   */
  record Account(Address20 account) implements Recipient {
    @Override
    public Optional<Address20> address() {
      return Optional.of(account);
    }
  }

  /** The input is the creation code of a new contract. */
  record Creation() implements Recipient {
    @Override
    public Optional<Address20> address() {
      return Optional.empty();
    }
  }

  /** The {@code to} field of an envelope: 20 bytes, or none for a creation. */
  default Bytes toField() {
    return switch (this) {
      case Account to -> Bytes.of(to.account().toByteArray());
      case Creation _ -> Bytes.EMPTY;
    };
  }
}
