package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;
import java.util.Optional;

/**
 * One node as it is encoded: a leaf, or a branch with up to sixteen children.
 *
 * @param partial half bytes between the parent and this node
 * @param value absent only in a branch
 * @param children empty for a leaf, else sixteen entries
 */
record TrieNode(Nibbles partial, Optional<Value> value, List<Optional<Child>> children) {
  static final int WIDTH = 16;

  TrieNode {
    children = List.copyOf(children);
  }

  boolean isLeaf() {
    return children.isEmpty();
  }

  /** The value of a node. */
  sealed interface Value {
    /** The bytes themselves. */
    record Inline(Bytes bytes) implements Value {}

    /** The hash of bytes that are a node of their own. */
    record Hashed(Hash32 hash) implements Value {}
  }

  /** How a parent refers to a child. */
  sealed interface Child {
    /** The child's encoding, of less than 32 bytes. */
    record Inline(Bytes encoded) implements Child {}

    /** The hash of the child's encoding. */
    record Hashed(Hash32 hash) implements Child {}

    /** What a parent holds of a child with this encoding. */
    static Child of(Bytes encoded, Hash32 hash) {
      return encoded.size() < Hash32.SIZE ? new Inline(encoded) : new Hashed(hash);
    }
  }
}
