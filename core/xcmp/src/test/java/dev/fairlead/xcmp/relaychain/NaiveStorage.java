package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.hrmp.HrmpItems;
import dev.fairlead.xcmp.model.NaiveTree;
import dev.fairlead.xcmp.model.NaiveTrie;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The storage of a naive relay chain, written from nothing, encoded by hand. */
final class NaiveStorage {
  private NaiveStorage() {}

  static Hash32 root(NaiveRelayChain chain) {
    NaiveTrie trie = new NaiveTrie();
    for (ParaId id : chain.paras.keySet()) {
      para(trie, chain, id, chain.paras.get(id));
    }
    return trie.root();
  }

  private static void para(
      NaiveTrie trie, NaiveRelayChain chain, ParaId id, NaiveRelayChain.Para para) {
    put(trie, HrmpItems.PARA_HEADS.key(id), NaiveTree.compact(32), para.head.toByteArray());
    if (chain.rows.containsKey(id)) {
      Hash32 rowRoot = NaiveTree.rowRoot(id, chain.rows.get(id));
      put(trie, RelayItems.cstRootKey(id), rowRoot.toByteArray());
    }
    if (!para.mark.equals(Watermark.START)) {
      byte[] block = NaiveTree.u32(para.mark.block());
      put(trie, RelayItems.watermarkKey(id), block, NaiveTree.u32(para.mark.para().value()));
    }
    TreeSet<ParaId> senders = new TreeSet<>();
    for (ChannelId channel : chain.channels.keySet()) {
      if (channel.recipient().equals(id)) {
        senders.add(channel.sender());
      }
    }
    if (!senders.isEmpty()) {
      put(trie, RelayItems.ingressIndexKey(id), list(senders));
    }
    digests(trie, chain, id);
    if (para.cutoff > 0) {
      put(trie, RelayItems.cutoffKey(id), NaiveTree.u32(para.cutoff));
    }
    if (!para.peers.isEmpty()) {
      List<byte[]> parts = new ArrayList<>(List.of(NaiveTree.compact(para.peers.size())));
      for (Bytes address : para.peers) {
        parts.add(NaiveTree.compact(address.size()));
        parts.add(address.toByteArray());
      }
      put(trie, RelayItems.peersKey(id), NaiveTree.join(parts));
    }
  }

  private static void digests(NaiveTrie trie, NaiveRelayChain chain, ParaId id) {
    SortedMap<Long, TreeSet<ParaId>> digests = new TreeMap<>();
    for (Watermark entry : chain.pending(id)) {
      digests.computeIfAbsent(entry.block(), one -> new TreeSet<>()).add(entry.para());
    }
    if (!digests.isEmpty()) {
      List<byte[]> parts = new ArrayList<>(List.of(NaiveTree.compact(digests.size())));
      for (Map.Entry<Long, TreeSet<ParaId>> digest : digests.entrySet()) {
        parts.add(NaiveTree.u32(digest.getKey()));
        parts.add(list(digest.getValue()));
      }
      put(trie, RelayItems.digestsKey(id), NaiveTree.join(parts));
    }
  }

  private static byte[] list(SortedSet<ParaId> paras) {
    List<byte[]> parts = new ArrayList<>(List.of(NaiveTree.compact(paras.size())));
    paras.forEach(para -> parts.add(NaiveTree.u32(para.value())));
    return NaiveTree.join(parts);
  }

  private static void put(NaiveTrie trie, Bytes key, byte[]... parts) {
    trie.put(key, Bytes.of(NaiveTree.join(List.of(parts))), TrieLayout.V1);
  }
}
