package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link StateTrie}: immutable but for its cached encoding and hash. Changing an entry
 * copies the nodes on its path and shares the rest. Recursion is as deep as the longest key has
 * half bytes.
 */
final class StoredNode {
  private final Nibbles partial;
  private final @Nullable StoredValue value; // null: a branch without value
  private final @Nullable StoredNode @Nullable [] children; // null: a leaf
  private @Nullable Bytes encoded; // null: not computed yet
  private @Nullable Hash32 hash; // null: not computed yet

  private StoredNode(
      Nibbles partial, @Nullable StoredValue value, @Nullable StoredNode @Nullable [] children) {
    this.partial = partial;
    this.value = value;
    this.children = children;
  }

  Nibbles partial() {
    return partial;
  }

  @Nullable StoredValue value() {
    return value;
  }

  @Nullable StoredNode child(int index) {
    return children == null ? null : children[index];
  }

  static StoredNode put(@Nullable StoredNode node, Nibbles rest, StoredValue value) {
    if (node == null) {
      return new StoredNode(rest, value, null);
    }
    int common = node.partial.commonWith(rest);
    if (common < node.partial.size()) {
      return split(node, common, rest, value);
    }
    if (common == rest.size()) {
      return new StoredNode(node.partial, value, node.children);
    }
    int index = rest.at(common);
    StoredNode child = put(node.child(index), rest.drop(common + 1), value);
    return node.withChild(index, child);
  }

  /** The entry without which a node may vanish; null if nothing is left. */
  static @Nullable StoredNode remove(@Nullable StoredNode node, Nibbles rest) {
    if (node == null || !rest.startsWith(node.partial)) {
      return node;
    }
    Nibbles below = rest.drop(node.partial.size());
    if (below.size() == 0) {
      return node.children == null ? null : merged(node.partial, null, node.children);
    }
    int index = below.at(0);
    StoredNode child = node.child(index);
    StoredNode left = remove(child, below.drop(1));
    if (left == child || node.children == null) {
      return node;
    }
    @Nullable StoredNode[] children = node.children.clone();
    children[index] = left;
    return merged(node.partial, node.value, children);
  }

  Bytes encoded() {
    Bytes known = encoded;
    if (known == null) {
      known = TrieNodeCodec.encode(toNode());
      encoded = known;
    }
    return known;
  }

  Hash32 hash() {
    Hash32 known = hash;
    if (known == null) {
      known = Blake2b256.hash(encoded());
      hash = known;
    }
    return known;
  }

  private static StoredNode split(StoredNode node, int common, Nibbles rest, StoredValue value) {
    @Nullable StoredNode[] children = new StoredNode[TrieNode.WIDTH];
    children[node.partial.at(common)] =
        new StoredNode(node.partial.drop(common + 1), node.value, node.children);
    Nibbles shared = node.partial.take(common);
    if (common == rest.size()) {
      return new StoredNode(shared, value, children);
    }
    children[rest.at(common)] = new StoredNode(rest.drop(common + 1), value, null);
    return new StoredNode(shared, null, children);
  }

  private StoredNode withChild(int index, StoredNode child) {
    @Nullable StoredNode[] copy =
        children == null ? new StoredNode[TrieNode.WIDTH] : children.clone();
    copy[index] = child;
    return new StoredNode(partial, value, copy);
  }

  /** A branch that lost something: becomes a leaf, or one with its only child, where it must. */
  private static @Nullable StoredNode merged(
      Nibbles partial, @Nullable StoredValue value, @Nullable StoredNode[] children) {
    int count = 0;
    int last = 0;
    for (int i = 0; i < children.length; i++) {
      if (children[i] != null) {
        count++;
        last = i;
      }
    }
    if (count == 0) {
      return value == null ? null : new StoredNode(partial, value, null);
    }
    StoredNode only = children[last];
    if (count == 1 && value == null && only != null) {
      return new StoredNode(partial.join(last, only.partial), only.value, only.children);
    }
    return new StoredNode(partial, value, children);
  }

  private TrieNode toNode() {
    List<Optional<TrieNode.Child>> references = new ArrayList<>();
    for (int i = 0; children != null && i < children.length; i++) {
      references.add(
          Optional.ofNullable(children[i])
              .map(child -> TrieNode.Child.of(child.encoded(), child.hash())));
    }
    return new TrieNode(partial, Optional.ofNullable(value).map(StoredValue::inNode), references);
  }
}
