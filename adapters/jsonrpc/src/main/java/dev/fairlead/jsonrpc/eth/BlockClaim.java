package dev.fairlead.jsonrpc.eth;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The block to which logs and receipts say they belong: named by the first, repeated by all others.
 * Notes the first contradiction.
 */
final class BlockClaim {
  private byte @Nullable [] hash; // null until the first that names it
  private long number = -1;
  private String flaw = "";

  void demand(boolean isTrue, Supplier<String> contradiction) {
    if (!isTrue && flaw.isEmpty()) {
      flaw = contradiction.get();
    }
  }

  void demandHash(byte[] other) {
    byte[] first = hash;
    if (first == null) {
      hash = other.clone();
      return;
    }
    demand(Arrays.equals(first, other), () -> "logs or receipts of several blocks are mixed");
  }

  void demandNumber(long other) {
    if (number < 0) {
      number = other;
    }
    demand(number == other, () -> "logs or receipts of several heights are mixed");
  }

  /** The block that all name; empty if there was nothing that could. */
  Optional<Hash32> block() {
    byte[] first = hash;
    return first == null ? Optional.empty() : Optional.of(Hash32.read(first, 0));
  }

  /** The first contradiction; empty text if there is none. */
  String flaw() {
    return flaw;
  }
}
