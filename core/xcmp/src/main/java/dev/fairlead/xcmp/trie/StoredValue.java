package dev.fairlead.xcmp.trie;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;

/**
 * A value as one entry of a {@link StateTrie} keeps it.
 *
 * @param bytes the value
 * @param isHashed whether its node holds the hash in its place
 */
record StoredValue(Bytes bytes, boolean isHashed) {
  Hash32 hash() {
    return Blake2b256.hash(bytes);
  }

  TrieNode.Value inNode() {
    return isHashed ? new TrieNode.Value.Hashed(hash()) : new TrieNode.Value.Inline(bytes);
  }
}
