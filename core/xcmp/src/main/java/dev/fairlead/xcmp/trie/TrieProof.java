package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads values from a set of trie nodes under a root. Every node is found by its hash, so a made-up
 * node is never met; {@link #demandAllUsed} then refuses nodes that no read has touched. Owned by
 * one thread.
 */
public final class TrieProof {
  private final Hash32 root;
  private final Map<Hash32, Bytes> nodes = new HashMap<>();
  private final Set<Hash32> unused = new HashSet<>();

  /** Takes the nodes in any order; the same node twice is refused. */
  public TrieProof(Hash32 root, List<Bytes> nodes) throws DecodingException {
    this.root = root;
    for (int i = 0; i < nodes.size(); i++) {
      Hash32 hash = Blake2b256.hash(nodes.get(i));
      if (this.nodes.put(hash, nodes.get(i)) != null) {
        throw new DecodingException("trie node " + i + " is given twice");
      }
      unused.add(hash);
    }
  }

  /** The value of a key, or empty if the nodes prove that it has none. */
  public Optional<Bytes> read(Bytes key) throws DecodingException {
    Bytes encoded = node(root, "root");
    if (encoded.equals(TrieNodeCodec.EMPTY_TRIE)) {
      return Optional.empty();
    }
    Nibbles rest = Nibbles.ofKey(key);
    while (true) {
      TrieNode node = TrieNodeCodec.decode(encoded);
      if (!rest.startsWith(node.partial())) {
        return Optional.empty();
      }
      rest = rest.drop(node.partial().size());
      if (rest.size() == 0) {
        return node.value().isPresent() ? Optional.of(value(node.value().get())) : Optional.empty();
      }
      Optional<TrieNode.Child> child =
          node.isLeaf() ? Optional.empty() : node.children().get(rest.at(0));
      if (child.isEmpty()) {
        return Optional.empty();
      }
      encoded = encoding(child.get());
      rest = rest.drop(1);
    }
  }

  /** Refuses a node that no read has touched. */
  public void demandAllUsed() throws DecodingException {
    if (!unused.isEmpty()) {
      throw new DecodingException(unused.size() + " surplus trie nodes, one is " + first(unused));
    }
  }

  private Bytes value(TrieNode.Value value) throws DecodingException {
    return switch (value) {
      case TrieNode.Value.Inline(Bytes bytes) -> bytes;
      case TrieNode.Value.Hashed(Hash32 hash) -> node(hash, "value");
    };
  }

  private Bytes encoding(TrieNode.Child child) throws DecodingException {
    return switch (child) {
      case TrieNode.Child.Inline(Bytes encoded) -> encoded;
      case TrieNode.Child.Hashed(Hash32 hash) -> node(hash, "node");
    };
  }

  private Bytes node(Hash32 hash, String what) throws DecodingException {
    Bytes found = nodes.get(hash);
    if (found == null) {
      throw new DecodingException("trie " + what + " " + hash + " is missing");
    }
    unused.remove(hash);
    return found;
  }

  private static Hash32 first(Set<Hash32> hashes) {
    return hashes.stream().min(Hash32::compareTo).orElseThrow();
  }
}
