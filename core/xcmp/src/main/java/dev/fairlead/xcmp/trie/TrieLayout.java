package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;

/** How a value is put into its node when it is written. Old entries keep the layout they have. */
public enum TrieLayout {
  /** Every value stands in its node. */
  V0,
  /** Values of 33 bytes or more are replaced by their hash and are nodes of their own. */
  V1;

  private static final int HASHED_BYTES_MIN = 33;

  /** Whether this layout replaces the value by its hash. */
  public boolean hashes(Bytes value) {
    return this == V1 && value.size() >= HASHED_BYTES_MIN;
  }
}
