package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.trie.TrieProof;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an incoming proof reads from the relay state, after every node has been used (V3).
 *
 * @param ingressIndex senders with a channel to the recipient
 * @param watermark the recipient's, as the relay chain has it
 * @param digest pending entries
 * @param cstRoots row roots by sender; absent = zero
 */
record ProvenRelayState(
    List<ParaId> ingressIndex,
    Watermark watermark,
    List<Watermark> digest,
    Map<ParaId, Hash32> cstRoots) {
  static ProvenRelayState read(ParaId recipient, XcmpIngress ingress) throws DecodingException {
    TrieProof proof = new TrieProof(ingress.relayStorageRoot(), ingress.trieNodes());
    Optional<Bytes> index = proof.read(RelayItems.ingressIndexKey(recipient));
    Optional<Bytes> mark = proof.read(RelayItems.watermarkKey(recipient));
    Optional<Bytes> digests = proof.read(RelayItems.digestsKey(recipient));
    List<ParaId> senders = index.isPresent() ? RelayItems.decodeIndex(index.get()) : List.of();
    Map<ParaId, Hash32> roots = new HashMap<>();
    for (ParaId sender : senders) {
      Optional<Bytes> root = proof.read(RelayItems.cstRootKey(sender));
      if (root.isPresent()) {
        roots.put(sender, RelayItems.decodeRoot(root.get()));
      }
    }
    proof.demandAllUsed();
    return new ProvenRelayState(
        senders,
        mark.isPresent() ? RelayItems.decodeWatermark(mark.get()) : Watermark.START,
        digests.isPresent() ? RelayItems.decodeDigests(digests.get()) : List.of(),
        roots);
  }
}
