package dev.fairlead.opstack.transaction;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;

/**
 * One line of an EIP-2930 access list: slots that a transaction announces.
 *
 * @param address contract that owns the slots
 * @param storageKeys slots, in the order of the list; duplicates are kept
 */
public record AccessTuple(Address20 address, List<Hash32> storageKeys) {
  /** Copies the keys. */
  public AccessTuple {
    storageKeys = List.copyOf(storageKeys);
  }
}
