package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;

/**
 * A validator of one session, as relay state keeps it for discovery (AM19).
 *
 * @param key Ed25519 public key that signs statements
 * @param peer identity on the network
 * @param addresses where it can be dialled, in the network's own form
 */
public record Validator(Hash32 key, Bytes peer, List<Bytes> addresses) {
  /** Copies the list. */
  public Validator {
    addresses = List.copyOf(addresses);
  }
}
