package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trie of which nodes are opened only where they are read or changed, in one of two roles. Over a
 * whole trie it notes what it opened: the witness. Over a witness it does the same work without the
 * rest of the trie, and fails with {@link WitnessMissing} where the witness does not reach. Both
 * open the same nodes for the same steps: also the sibling that a removal merges with its branch.
 * Entries are written under {@link TrieLayout#V1}. Owned by one thread.
 */
public final class WitnessTrie {
  private final NodeSource source;
  private final Map<Bytes, Optional<Bytes>> changes = new LinkedHashMap<>();
  private @Nullable StoredNode root; // null: no entries

  private WitnessTrie(Hash32 rootHash, NodeSource source) {
    this.source = source;
    this.root = rootHash.equals(StateTrie.EMPTY_ROOT) ? null : StoredNode.hidden(rootHash);
  }

  /** Works over a whole trie and notes what it opens. */
  public static WitnessTrie recording(StateTrie whole) {
    return new WitnessTrie(whole.root(), whole.source());
  }

  /** Works over the nodes of a witness, in any order; the same node twice is refused. */
  public static WitnessTrie over(Hash32 root, List<Bytes> nodes) throws DecodingException {
    return new WitnessTrie(root, NodeSource.of(nodes));
  }

  /** The value of a key. */
  public Optional<Bytes> get(Bytes key) throws WitnessMissing {
    return StoredNode.get(root, Nibbles.ofKey(key), source);
  }

  /** Sets one entry. */
  public void put(Bytes key, Bytes value) throws WitnessMissing {
    StoredValue stored = StoredValue.of(value, TrieLayout.V1);
    root = StoredNode.put(root, Nibbles.ofKey(key), stored, source);
    changes.put(key, Optional.of(value));
  }

  /** Removes one entry, if it is there. */
  public void remove(Bytes key) throws WitnessMissing {
    root = StoredNode.remove(root, Nibbles.ofKey(key), source);
    changes.put(key, Optional.empty());
  }

  /** The root after all changes. */
  public Hash32 root() {
    return root == null ? StateTrie.EMPTY_ROOT : root.hash();
  }

  /** Last change of each key: the new value, or empty if it was removed. */
  public Map<Bytes, Optional<Bytes>> changes() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }

  /** The nodes and hashed values opened so far, ascending by hash. */
  public List<Bytes> witness() {
    return source.opened();
  }

  /** How many nodes of a given witness were not opened. */
  public int unused() {
    return source.unused();
  }
}
