package dev.fairlead.xcmp.model;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ChannelTable;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.IngressBuilder;
import dev.fairlead.xcmp.proof.IngressClaim;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A relay chain and the senders on it, as small as tests need: it opens and closes channels, enacts
 * what a block of a sender sent, and makes honest proofs. It uses the real types throughout.
 */
public final class World {
  /** One message of a channel, and what its sender keeps of it. */
  public record Sent(
      long block, Bytes body, ChannelProof.LinkClaim claim, Hash32 link, MessageRoot.Proof head) {}

  private record Direction(ParaId sender, ParaId recipient) {}

  private final QueueOrder order;
  private final ChannelTable table = new ChannelTable();
  private final Map<Direction, List<Sent>> messages = new HashMap<>();
  private final Map<ParaId, SortedSet<ParaId>> ingress = new HashMap<>();
  private final Map<ParaId, SortedMap<Long, SortedSet<ParaId>>> digests = new HashMap<>();
  private StateTrie state = StateTrie.EMPTY;

  /** A relay chain without channels. */
  public World(QueueOrder order) {
    this.order = order;
  }

  /** Its order of queues. */
  public QueueOrder order() {
    return order;
  }

  /** The relay state. */
  public StateTrie state() {
    return state;
  }

  /** The row of a sender. */
  public ChannelRow row(ParaId sender) {
    return table.row(sender).orElseThrow();
  }

  /** Whether a sender ever had a channel. */
  public boolean hasRow(ParaId sender) {
    return table.row(sender).isPresent();
  }

  /** Opens a channel. */
  public void open(ParaId sender, ParaId recipient) {
    table.touch(sender).open(recipient);
    messages.put(new Direction(sender, recipient), new ArrayList<>());
    ingress.computeIfAbsent(recipient, one -> new TreeSet<>()).add(sender);
    commit(sender, recipient);
  }

  /** Ends a channel: tombstone, no index entry, no digest (AM1). */
  public void close(ParaId sender, ParaId recipient) {
    table.touch(sender).close(slot(sender, recipient));
    messages.remove(new Direction(sender, recipient));
    ingress.get(recipient).remove(sender);
    digest(recipient).values().forEach(senders -> senders.remove(sender));
    digest(recipient).values().removeIf(Set::isEmpty);
    commit(sender, recipient);
  }

  /** Enacts a block of a sender; gives its message root. */
  public Hash32 send(long block, ParaId sender, Map<ParaId, Bytes> batches) {
    ChannelRow row = table.touch(sender);
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    Map<ParaId, ChannelProof.LinkClaim> claims = new HashMap<>();
    batches.forEach((recipient, body) -> {
      long prevBlock = row.cell(slot(sender, recipient)).lastBlock();
      Hash32 bodyHash = LinkCodec.bodyHash(body);
      claims.put(recipient, new ChannelProof.LinkClaim(bodyHash, prevBlock));
      links.put(recipient, LinkCodec.SEED.link(newest(sender, recipient), prevBlock, bodyHash));
    });
    Hash32 root = MessageRoot.of(links);
    for (Map.Entry<ParaId, Bytes> batch : batches.entrySet()) {
      ParaId recipient = batch.getKey();
      MessageRoot.Proof head = MessageRoot.prove(links, recipient);
      messages(sender, recipient)
          .add(
              new Sent(block, batch.getValue(), claims.get(recipient), links.get(recipient), head));
      row.enact(slot(sender, recipient), root, block);
      digest(recipient).computeIfAbsent(block, one -> new TreeSet<>()).add(sender);
      commit(sender, recipient);
    }
    return root;
  }

  /** Enacts a watermark: the digest forgets what it passed (E4, E5). */
  public void acknowledge(ParaId recipient, Watermark watermark) {
    digest(recipient)
        .forEach((block, senders) ->
            senders.removeIf(one -> !order.isAfter(new Watermark(block, one), watermark)));
    digest(recipient).values().removeIf(Set::isEmpty);
    put(RelayItems.watermarkKey(recipient), RelayItems.encode(watermark));
    putDigest(recipient);
  }

  /** Sets any relay item, for states that no honest relay chain has. */
  public void put(Bytes key, Bytes value) {
    state = state.put(key, value, TrieLayout.V1);
  }

  /** Messages of a channel, oldest first. */
  public List<Sent> messages(ParaId sender, ParaId recipient) {
    return messages.get(new Direction(sender, recipient));
  }

  /** The slot of an open channel. */
  public int slot(ParaId sender, ParaId recipient) {
    ChannelRow row = table.row(sender).orElseThrow();
    for (int slot = 0; slot < row.slotCount(); slot++) {
      if (row.cell(slot).recipient().equals(recipient)) {
        return slot;
      }
    }
    throw new IllegalArgumentException("no channel " + sender + " to " + recipient);
  }

  /** The open ingress channels of a para. */
  public SortedSet<ParaId> senders(ParaId recipient) {
    return ingress.getOrDefault(recipient, new TreeSet<>());
  }

  /** What a candidate on this relay parent claims. */
  public IngressClaim claim(long relayParent, Watermark next) {
    return new IngressClaim(relayParent, state.root(), next, order, 1 << 20);
  }

  /** An honest proof of everything pending, with bodies up to the new watermark. */
  public XcmpIngress prove(IngressState stored, long relayParent, Watermark next) {
    IngressBuilder builder = new IngressBuilder(stored.recipient(), relayParent, state);
    for (ParaId sender : senders(stored.recipient())) {
      builder.channel(row(sender), slot(sender, stored.recipient()), news(stored, sender, next));
    }
    return builder.build();
  }

  private IngressBuilder.News news(IngressState stored, ParaId sender, Watermark next) {
    List<ChannelProof.LinkClaim> links = new ArrayList<>();
    List<Bytes> bodies = new ArrayList<>();
    Optional<MessageRoot.Proof> head = Optional.empty();
    for (Sent sent : messages(sender, stored.recipient())) {
      if (sent.block() > stored.channel(sender).lastBlock()) {
        links.add(sent.claim());
        head = Optional.of(sent.head());
        if (!order.isAfter(new Watermark(sent.block(), sender), next)) {
          bodies.add(sent.body());
        }
      }
    }
    return new IngressBuilder.News(head, links, bodies);
  }

  /** The old head of a channel, as the sender shows it. */
  public Optional<XcmpEgress.OldHead> oldHead(ParaId sender, ParaId recipient) {
    List<Sent> sent = messages(sender, recipient);
    return sent.isEmpty()
        ? Optional.empty()
        : Optional.of(new XcmpEgress.OldHead(sent.getLast().link(), sent.getLast().head()));
  }

  private Hash32 newest(ParaId sender, ParaId recipient) {
    List<Sent> sent = messages(sender, recipient);
    return sent.isEmpty() ? Hash32.ZERO : sent.getLast().link();
  }

  private SortedMap<Long, SortedSet<ParaId>> digest(ParaId recipient) {
    return digests.computeIfAbsent(recipient, one -> new TreeMap<>());
  }

  private void commit(ParaId sender, ParaId recipient) {
    put(RelayItems.cstRootKey(sender), RelayItems.encode(table.root(sender)));
    List<ParaId> index = List.copyOf(senders(recipient));
    put(RelayItems.ingressIndexKey(recipient), RelayItems.encodeIndex(index));
    putDigest(recipient);
  }

  private void putDigest(ParaId recipient) {
    List<RelayItems.Digest> list = new ArrayList<>();
    digest(recipient)
        .forEach((block, senders) -> list.add(new RelayItems.Digest(block, List.copyOf(senders))));
    Bytes key = RelayItems.digestsKey(recipient);
    state =
        list.isEmpty()
            ? state.remove(key)
            : state.put(key, RelayItems.encodeDigests(list), TrieLayout.V1);
  }
}
