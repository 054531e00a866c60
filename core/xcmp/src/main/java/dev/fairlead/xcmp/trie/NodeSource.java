package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the parts of a trie come from of which only hashes are at hand, and which of them were
 * asked for. Owned by one thread.
 */
final class NodeSource {
  /** Nothing is to be had, so nothing is ever noted: for tries that hide nothing. */
  static final NodeSource EMPTY = new NodeSource();

  private final Map<Hash32, Bytes> given = new HashMap<>();
  private final Map<Hash32, StoredNode> whole = new HashMap<>();
  private final SortedMap<Hash32, Bytes> opened = new TreeMap<>();

  /** Exactly these nodes and hashed values; the same one twice is refused. */
  static NodeSource of(List<Bytes> nodes) throws DecodingException {
    NodeSource source = new NodeSource();
    for (int i = 0; i < nodes.size(); i++) {
      if (source.given.put(Blake2b256.hash(nodes.get(i)), nodes.get(i)) != null) {
        throw new DecodingException("witness node " + i + " is given twice");
      }
    }
    return source;
  }

  /** A whole trie. */
  static NodeSource below(StoredNode root) {
    NodeSource source = new NodeSource();
    source.whole.put(root.hash(), root);
    return source;
  }

  /** The node behind a hash; what it names by hash is hidden in turn. */
  StoredNode node(Hash32 hash) throws WitnessMissing {
    StoredNode origin = whole.get(hash);
    if (origin != null) {
      offer(origin);
    }
    try {
      return StoredNode.shownIn(TrieNodeCodec.decode(find("node", hash)));
    } catch (DecodingException e) {
      throw new WitnessMissing(hash, e);
    }
  }

  /** The value behind a hash. */
  Bytes value(Hash32 hash) throws WitnessMissing {
    return find("value", hash);
  }

  /** What was asked for, ascending by hash. */
  List<Bytes> opened() {
    return new ArrayList<>(opened.values());
  }

  /** How many of the given nodes were not asked for. */
  int unused() {
    return given.size() - opened.size();
  }

  private void offer(StoredNode origin) {
    given.put(origin.hash(), origin.encoded());
    StoredValue value = origin.value();
    if (value != null && value.isHashed()) {
      given.put(value.hash(), Objects.requireNonNull(value.bytes()));
    }
    for (int i = 0; i < TrieNode.WIDTH; i++) {
      StoredNode child = origin.child(i);
      if (child != null) {
        whole.put(child.hash(), child);
      }
    }
  }

  private Bytes find(String what, Hash32 hash) throws WitnessMissing {
    Bytes found = given.get(hash);
    if (found == null) {
      throw new WitnessMissing(what, hash);
    }
    opened.put(hash, found);
    return found;
  }
}
