package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.IngressBuilder;
import dev.fairlead.xcmp.proof.IngressClaim;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A relay state in which many senders have each sent one message per block to para 2000, among
 * other recipients, and the honest proof of all of it.
 */
final class IngressWorld {
  static final ParaId RECIPIENT = new ParaId(2_000);
  private static final int FIRST_SENDER = 3_000;
  private static final int FIRST_BLOCK = 101;
  private static final int SLOTS = 1_000;
  private static final int RECIPIENTS_PER_BLOCK = 20;

  private final int links;
  private final int bodyBytes;
  private final List<ChannelRow> rows = new ArrayList<>();
  private final List<IngressBuilder.News> news = new ArrayList<>();

  IngressWorld(int senders, int links, int bodyBytes) {
    this.links = links;
    this.bodyBytes = bodyBytes;
    for (int i = 0; i < senders; i++) {
      addSender(new ParaId(FIRST_SENDER + i));
    }
  }

  /** The proof of a block that consumes everything. */
  XcmpIngress proof(int otherParas) {
    IngressBuilder builder = new IngressBuilder(RECIPIENT, relayParent(), relayState(otherParas));
    for (int i = 0; i < rows.size(); i++) {
      builder.channel(rows.get(i), SLOTS, news.get(i));
    }
    return builder.build();
  }

  IngressClaim claim(XcmpIngress proof) {
    return new IngressClaim(
        relayParent(),
        proof.relayStorageRoot(),
        Watermark.endOf(relayParent()),
        QueueOrder.BY_ID,
        1 << 20);
  }

  /** The relay state, with the items of paras that have nothing to do with the proof. */
  StateTrie relayState(int otherParas) {
    List<ParaId> senders = rows.stream().map(ChannelRow::sender).toList();
    List<RelayItems.Digest> digests = new ArrayList<>();
    for (int block = FIRST_BLOCK; block <= relayParent(); block++) {
      digests.add(new RelayItems.Digest(block, senders));
    }
    StateTrie state = StateTrie.EMPTY;
    for (int i = 0; i < otherParas; i++) {
      ParaId para = new ParaId(1_000_000 + i);
      state = put(state, RelayItems.cstRootKey(para), RelayItems.encode(Numbers.hash(7, i)));
      state = put(state, RelayItems.ingressIndexKey(para), RelayItems.encodeIndex(List.of(para)));
    }
    for (ChannelRow row : rows) {
      state = put(state, RelayItems.cstRootKey(row.sender()), RelayItems.encode(row.root()));
    }
    state = put(state, RelayItems.ingressIndexKey(RECIPIENT), RelayItems.encodeIndex(senders));
    return put(state, RelayItems.digestsKey(RECIPIENT), RelayItems.encodeDigests(digests));
  }

  private static StateTrie put(StateTrie state, Bytes key, Bytes value) {
    return state.put(key, value, TrieLayout.V1);
  }

  private int relayParent() {
    return FIRST_BLOCK + links - 1;
  }

  private void addSender(ParaId sender) {
    ChannelRow row = new ChannelRow(sender);
    for (int slot = 0; slot < SLOTS; slot++) {
      row.open(new ParaId(10_000 + slot));
    }
    int slot = row.open(RECIPIENT);
    List<ChannelProof.LinkClaim> claims = new ArrayList<>();
    List<Bytes> bodies = new ArrayList<>();
    Hash32 link = Hash32.ZERO;
    for (int i = 0; i < links; i++) {
      Bytes body = Bytes.of(Numbers.bytes(bodyBytes));
      Hash32 bodyHash = LinkCodec.bodyHash(body);
      long prevBlock = i == 0 ? 0 : FIRST_BLOCK + i - 1;
      link = LinkCodec.SEED.link(link, prevBlock, bodyHash);
      claims.add(new ChannelProof.LinkClaim(bodyHash, prevBlock));
      bodies.add(body);
    }
    SortedMap<ParaId, Hash32> newest = new TreeMap<>();
    for (int i = 1; i < RECIPIENTS_PER_BLOCK; i++) {
      newest.put(new ParaId(10_000 + i), Numbers.hash(sender.value(), i));
    }
    newest.put(RECIPIENT, link);
    row.enact(slot, MessageRoot.of(newest), relayParent());
    rows.add(row);
    MessageRoot.Proof head = MessageRoot.prove(newest, RECIPIENT);
    news.add(new IngressBuilder.News(Optional.of(head), claims, bodies));
  }
}
