package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.List;

/**
 * In which order a collator dials the members of a validator group; it stops at the first that
 * accepts (5.7). The order comes from its own transport key: collators spread over the members, one
 * collator always asks the same first, and nobody else chooses who that is.
 */
public final class DialOrder {
  private DialOrder() {}

  /** The members in the order in which the owner of the key dials them. */
  public static <T> List<T> of(Bytes transportKey, List<T> members) {
    return SeededShuffle.of(Blake2b256.hash(transportKey), members);
  }
}
