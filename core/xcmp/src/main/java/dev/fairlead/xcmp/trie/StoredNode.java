package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link StateTrie}: immutable but for its cached encoding and hash. Changing an entry
 * copies the nodes on its path and shares the rest. A path is as long as a key has half bytes, so
 * nothing here recurses.
 */
final class StoredNode {
  private final Nibbles partial;
  private final @Nullable StoredValue value; // null: a branch without value
  private final @Nullable StoredNode @Nullable [] children; // null: a leaf
  private @Nullable Bytes encoded; // null: not computed yet
  private @Nullable Hash32 hash; // null: not computed yet
  private final boolean isHidden;
  private @Nullable StoredNode behind; // what a hidden node was found to be; null: not opened yet

  private StoredNode(Hash32 hash) {
    this.partial = Nibbles.EMPTY;
    this.value = null;
    this.children = null;
    this.hash = hash;
    this.isHidden = true;
  }

  private StoredNode(
      Nibbles partial, @Nullable StoredValue value, @Nullable StoredNode @Nullable [] children) {
    this.partial = partial;
    this.value = value;
    this.children = children;
    this.isHidden = false;
  }

  /** A node of which only the hash is at hand. */
  static StoredNode hidden(Hash32 hash) {
    return new StoredNode(hash);
  }

  /** A node as its encoding shows it: children that it names by hash are hidden. */
  static StoredNode shownIn(TrieNode node) throws DecodingException {
    StoredValue value = node.value().map(StoredValue::shownIn).orElse(null);
    if (node.isLeaf()) {
      return new StoredNode(node.partial(), value, null);
    }
    @Nullable StoredNode[] children = new StoredNode[TrieNode.WIDTH];
    for (int i = 0; i < TrieNode.WIDTH; i++) {
      Optional<TrieNode.Child> child = node.children().get(i);
      if (child.isPresent()) {
        children[i] =
            switch (child.get()) {
              case TrieNode.Child.Hashed(Hash32 known) -> hidden(known);
              case TrieNode.Child.Inline(Bytes inline) -> shownIn(TrieNodeCodec.decode(inline));
            };
      }
    }
    return new StoredNode(node.partial(), value, children);
  }

  /** The node itself, fetched if it is hidden. */
  private StoredNode opened(NodeSource source) throws WitnessMissing {
    if (!isHidden) {
      return this;
    }
    StoredNode known = behind;
    if (known == null) {
      known = source.node(hash());
      behind = known;
    }
    return known;
  }

  /** The value of a key. */
  static Optional<Bytes> get(@Nullable StoredNode root, Nibbles key, NodeSource source)
      throws WitnessMissing {
    Descent descent = Descent.of(root, key, source);
    StoredNode node = descent.node;
    if (node == null || node.value == null || !descent.isAtNode()) {
      return Optional.empty();
    }
    Bytes bytes = node.value.bytes();
    return Optional.of(bytes != null ? bytes : source.value(node.value.hash()));
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

  static StoredNode put(
      @Nullable StoredNode root, Nibbles key, StoredValue value, NodeSource source)
      throws WitnessMissing {
    Descent descent = Descent.of(root, key, source);
    StoredNode changed = placed(descent.node, descent.rest, value);
    for (Step step : descent.path) {
      changed = step.node.with(step.index, changed);
    }
    return changed;
  }

  /** The trie without an entry: the same one if it was not there, null if nothing is left. */
  static @Nullable StoredNode remove(@Nullable StoredNode root, Nibbles key, NodeSource source)
      throws WitnessMissing {
    Descent descent = Descent.of(root, key, source);
    StoredNode node = descent.node;
    if (node == null || node.value == null || !descent.isAtNode()) {
      return root;
    }
    StoredNode left = merged(node.partial, null, node.children, source);
    for (Step step : descent.path) {
      left = step.node.withOptional(step.index, left, source);
    }
    return left;
  }

  /** The encoding; nodes below are encoded first, the deepest ones before all others. */
  Bytes encoded() {
    Deque<StoredNode> waiting = new ArrayDeque<>();
    waiting.push(this);
    while (!waiting.isEmpty()) {
      StoredNode node = waiting.peek();
      StoredNode below = node.childToEncode();
      if (below != null) {
        waiting.push(below);
      } else {
        node.known();
        waiting.pop();
      }
    }
    return known();
  }

  Hash32 hash() {
    Hash32 known = hash;
    if (known == null) {
      known = Blake2b256.hash(encoded());
      hash = known;
    }
    return known;
  }

  /** A node on the way down, and the child that was taken. */
  private record Step(StoredNode node, int index) {}

  /**
   * The way of a key as far as nodes go along with it.
   *
   * @param path the steps taken, the last one first
   * @param node where it ends; null if there is no such child
   * @param rest what is left of the key there, the node's own partial key included
   */
  private record Descent(Deque<Step> path, @Nullable StoredNode node, Nibbles rest) {
    static Descent of(@Nullable StoredNode root, Nibbles key, NodeSource source)
        throws WitnessMissing {
      Deque<Step> path = new ArrayDeque<>();
      StoredNode node = root == null ? null : root.opened(source);
      Nibbles rest = key;
      while (node != null && rest.size() > node.partial.size() && rest.startsWith(node.partial)) {
        int index = rest.at(node.partial.size());
        path.push(new Step(node, index));
        rest = rest.drop(node.partial.size() + 1);
        StoredNode child = node.child(index);
        node = child == null ? null : child.opened(source);
      }
      return new Descent(path, node, rest);
    }

    boolean isAtNode() {
      return node != null && rest.size() == node.partial.size() && rest.startsWith(node.partial);
    }
  }

  /** What stands in the place of the node, or of none, once the value is there. */
  private static StoredNode placed(@Nullable StoredNode node, Nibbles rest, StoredValue value) {
    if (node == null) {
      return new StoredNode(rest, value, null);
    }
    int common = node.partial.commonWith(rest);
    return common < node.partial.size()
        ? split(node, common, rest, value)
        : new StoredNode(node.partial, value, node.children);
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

  /** This node with another child, or without one; null if nothing is left of it. */
  private @Nullable StoredNode withOptional(
      int index, @Nullable StoredNode child, NodeSource source) throws WitnessMissing {
    if (child != null) {
      return with(index, child);
    }
    if (children == null) {
      return this;
    }
    @Nullable StoredNode[] copy = children.clone();
    copy[index] = null;
    return merged(partial, value, copy, source);
  }

  private StoredNode with(int index, StoredNode child) {
    @Nullable StoredNode[] copy =
        children == null ? new StoredNode[TrieNode.WIDTH] : children.clone();
    copy[index] = child;
    return new StoredNode(partial, value, copy);
  }

  /** A node that lost something: becomes a leaf, or one with its only child, where it must. */
  private static @Nullable StoredNode merged(
      Nibbles partial,
      @Nullable StoredValue value,
      @Nullable StoredNode @Nullable [] children,
      NodeSource source)
      throws WitnessMissing {
    int count = 0;
    int last = 0;
    for (int i = 0; children != null && i < children.length; i++) {
      if (children[i] != null) {
        count++;
        last = i;
      }
    }
    if (children == null || count == 0) {
      return value == null ? null : new StoredNode(partial, value, null);
    }
    StoredNode left = children[last];
    if (count == 1 && value == null && left != null) {
      StoredNode only = left.opened(source);
      return new StoredNode(partial.join(last, only.partial), only.value, only.children);
    }
    return new StoredNode(partial, value, children);
  }

  private @Nullable StoredNode childToEncode() {
    for (int i = 0; children != null && i < children.length; i++) {
      StoredNode child = children[i];
      if (child != null && child.encoded == null && !child.isHidden) {
        return child;
      }
    }
    return null;
  }

  private Bytes known() {
    Bytes known = encoded;
    if (known == null) {
      known = TrieNodeCodec.encode(toNode());
      encoded = known;
    }
    return known;
  }

  private TrieNode.Child reference() {
    return isHidden ? new TrieNode.Child.Hashed(hash()) : TrieNode.Child.of(known(), hash());
  }

  private TrieNode toNode() {
    List<Optional<TrieNode.Child>> references = new ArrayList<>();
    for (int i = 0; children != null && i < children.length; i++) {
      references.add(Optional.ofNullable(children[i]).map(StoredNode::reference));
    }
    return new TrieNode(partial, Optional.ofNullable(value).map(StoredValue::inNode), references);
  }
}
