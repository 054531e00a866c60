/**
 * The relay chain's state trie: base-16 Patricia over BLAKE2b-256 without extension nodes, value
 * layouts V0 and V1 mixed; storage keys, roots and exact proofs. XCMP facts, section 4.6.
 *
 * <pre>
 *  StateTrie (immutable, shares nodes between versions) ── root(), prove(keys)
 *      └─ TrieNode ── partial key, value (inline | hashed), sixteen children
 *  TrieNodeCodec ── bytes of one node, both ways, strict
 *  TrieProof ── reads values from a set of nodes; every node must be used, none may be missing
 * </pre>
 */
@NullMarked
package dev.fairlead.xcmp.trie;

import org.jspecify.annotations.NullMarked;
