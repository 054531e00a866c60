package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map from storage keys to values with a root hash and proofs. Immutable: {@link #put} and {@link
 * #remove} give a new trie that shares all untouched nodes, with their hashes, with the old one, so
 * that forks cost what they differ in. Encodings are computed once, when a root or proof is first
 * asked for; that caching is the only hidden state, so one thread at a time may use a trie.
 */
public final class StateTrie {
  /** Without entries. */
  public static final StateTrie EMPTY = new StateTrie(null);

  /** Root hash of the trie without entries. */
  public static final Hash32 EMPTY_ROOT = Blake2b256.hash(TrieNodeCodec.EMPTY_TRIE);

  /** Bytes of the longest key; the partial key of a node is counted in 16 bits. */
  public static final int KEY_BYTES_MAX = 32_767;

  private final @Nullable StoredNode root; // null: no entries

  private StateTrie(@Nullable StoredNode root) {
    this.root = root;
  }

  /** All entries of a map, written under one layout. */
  public static StateTrie of(Map<Bytes, Bytes> entries, TrieLayout layout) {
    StateTrie trie = EMPTY;
    for (Map.Entry<Bytes, Bytes> entry : entries.entrySet()) {
      trie = trie.put(entry.getKey(), entry.getValue(), layout);
    }
    return trie;
  }

  /**
   * Sets one entry; the other entries keep the layout they were written under. A key above the
   * limit is a caller's bug.
   */
  public StateTrie put(Bytes key, Bytes value, TrieLayout layout) {
    if (key.size() > KEY_BYTES_MAX) {
      throw new IllegalArgumentException("key exceeds " + KEY_BYTES_MAX + " bytes: " + key.size());
    }
    try {
      StoredValue stored = StoredValue.of(value, layout);
      return new StateTrie(StoredNode.put(root, Nibbles.ofKey(key), stored, NodeSource.EMPTY));
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes one entry, if it is there. */
  public StateTrie remove(Bytes key) {
    try {
      return new StateTrie(StoredNode.remove(root, Nibbles.ofKey(key), NodeSource.EMPTY));
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of a key. */
  public Optional<Bytes> get(Bytes key) {
    try {
      return StoredNode.get(root, Nibbles.ofKey(key), NodeSource.EMPTY);
    } catch (WitnessMissing e) {
      throw new IllegalStateException(e);
    }
  }

  /** All of this trie, for a part of it. */
  NodeSource source() {
    return root == null ? NodeSource.EMPTY : NodeSource.below(root);
  }

  /** The hash of the root node, which is hashed however short it is. */
  public Hash32 root() {
    return root == null ? EMPTY_ROOT : root.hash();
  }

  /**
   * The nodes that reading the keys touches, present or absent, each once, in the order in which
   * they are first met. A hashed value that is read is a node of its own.
   */
  public List<Bytes> prove(Collection<Bytes> keys) {
    Map<Hash32, Bytes> nodes = new LinkedHashMap<>();
    if (root == null) {
      return List.of(TrieNodeCodec.EMPTY_TRIE);
    }
    nodes.put(root.hash(), root.encoded());
    for (Bytes key : keys) {
      collect(key, nodes);
    }
    return new ArrayList<>(nodes.values());
  }

  private void collect(Bytes key, Map<Hash32, Bytes> nodes) {
    Nibbles rest = Nibbles.ofKey(key);
    StoredNode node = root;
    while (node != null) {
      if (node == root || node.encoded().size() >= Hash32.SIZE) {
        nodes.putIfAbsent(node.hash(), node.encoded());
      }
      if (!rest.startsWith(node.partial())) {
        return;
      }
      rest = rest.drop(node.partial().size());
      if (rest.size() == 0) {
        StoredValue value = node.value();
        if (value != null && value.isHashed()) {
          nodes.putIfAbsent(value.hash(), Objects.requireNonNull(value.bytes()));
        }
        return;
      }
      node = node.child(rest.at(0));
      rest = rest.drop(1);
    }
  }
}
