package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value as one entry of a trie keeps it: in its node, or as a hash in its place. Immutable. */
final class StoredValue {
  private final @Nullable Bytes bytes; // null: only the hash is known
  private final @Nullable Hash32 hash; // null: the value stands in its node

  private StoredValue(@Nullable Bytes bytes, @Nullable Hash32 hash) {
    this.bytes = bytes;
    this.hash = hash;
  }

  static StoredValue of(Bytes bytes, TrieLayout layout) {
    return new StoredValue(bytes, layout.hashes(bytes) ? Blake2b256.hash(bytes) : null);
  }

  /** A value as a node shows it: of a hashed one nothing else is known. */
  static StoredValue shownIn(TrieNode.Value value) {
    return switch (value) {
      case TrieNode.Value.Inline(Bytes inline) -> new StoredValue(inline, null);
      case TrieNode.Value.Hashed(Hash32 known) -> new StoredValue(null, known);
    };
  }

  /** The value, null if only its hash is known. */
  @Nullable Bytes bytes() {
    return bytes;
  }

  boolean isHashed() {
    return hash != null;
  }

  /** The hash that stands in the node; for hashed values only. */
  Hash32 hash() {
    return Objects.requireNonNull(hash);
  }

  TrieNode.Value inNode() {
    return hash == null
        ? new TrieNode.Value.Inline(Objects.requireNonNull(bytes))
        : new TrieNode.Value.Hashed(hash);
  }
}
