package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.kernel.machine.Invariants;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value as one entry of a trie keeps it: in its node, or as a hash in its place. Immutable but
 * for the hash, which is computed when a node or proof first needs it: many values are replaced
 * before that.
 */
final class StoredValue {
  private final @Nullable Bytes bytes; // null: only the hash is known
  private final boolean isHashed; // else the value stands in its node
  private @Nullable Hash32 hash; // null: not computed yet, or none

  private StoredValue(@Nullable Bytes bytes, boolean isHashed, @Nullable Hash32 hash) {
    this.bytes = bytes;
    this.isHashed = isHashed;
    this.hash = hash;
  }

  static StoredValue of(Bytes bytes, TrieLayout layout) {
    return new StoredValue(bytes, layout.hashes(bytes), null);
  }

  /** A value as a node shows it: of a hashed one nothing else is known. */
  static StoredValue shownIn(TrieNode.Value value) {
    return switch (value) {
      case TrieNode.Value.Inline(Bytes inline) -> new StoredValue(inline, false, null);
      case TrieNode.Value.Hashed(Hash32 known) -> new StoredValue(null, true, known);
    };
  }

  /** The value, null if only its hash is known. */
  @Nullable Bytes bytes() {
    return bytes;
  }

  boolean isHashed() {
    return isHashed;
  }

  /** The hash that stands in the node; for hashed values only. */
  Hash32 hash() {
    Hash32 known = hash;
    if (known == null) {
      Invariants.require(isHashed, () -> "a value that stands in its node is asked for its hash");
      known = Blake2b256.hash(Objects.requireNonNull(bytes));
      hash = known;
    }
    return known;
  }

  TrieNode.Value inNode() {
    return isHashed
        ? new TrieNode.Value.Hashed(hash())
        : new TrieNode.Value.Inline(Objects.requireNonNull(bytes));
  }
}
