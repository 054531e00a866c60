package dev.fairlead.node.inspect;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.IngressBuilder;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.proof.XcmpIngressCodec;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Questions to {@code verify-ingress} for those vectors of XCMP facts, section 11, that need a
 * whole proof around them.
 */
final class IngressCases {
  private static final ParaId P2000 = new ParaId(2000);
  private static final ParaId P2001 = new ParaId(2001);
  private static final ParaId P2004 = new ParaId(2004);
  private static final Bytes HELLO = text("hello");
  private static final Bytes WORLD = text("world");
  private static final Bytes MARK = text("!");
  private static final Hash32 L1 = link(Hash32.ZERO, 0, HELLO);
  private static final Hash32 L2 = link(L1, 101, WORLD);
  private static final Hash32 L3 = link(L2, 105, MARK);
  private static final List<Integer> FIVE = List.of(1000, 1001, 2000, 2001, 2034);

  private IngressCases() {}

  static String question(String name, String value) {
    return switch (name) {
      case "LISTS" -> lists(value);
      case "SHUFFLE_110" -> oneBlock(110, 110, 0xffff_ffffL, "shuffle");
      case "SHUFFLE_111" -> oneBlock(111, 111, 0xffff_ffffL, "shuffle");
      case "MARK_2001_SHUFFLED" -> oneBlock(110, 110, 2001, "shuffle");
      case "MARK_2001_BY_ID" -> oneBlock(110, 110, 2001, "id");
      case "SWAPPED_BODIES" ->
          toSeedProfile(P2000, one -> with(one, one.head(), one.links(), swapped(one.bodies())));
      case "DROPPED_FIRST" ->
          toSeedProfile(P2000, one -> with(one, one.head(), tail(one.links()), tail(one.bodies())));
      case "LEAF_INDEX_3" -> toSeedProfile(P2004, one -> withHead(one, 3, 3, head(one).siblings()));
      case "SURPLUS_SIBLING" ->
          toSeedProfile(
              P2004,
              one -> withHead(one, 2, 3, List.of(head(one).siblings().getFirst(), Hash32.ZERO)));
      case "INNER_NODE_AS_LEAF" ->
          toSeedProfile(P2004, one -> withHead(one, 1, 2, head(one).siblings()));
      case "LEAF_COUNT_4" -> toSeedProfile(P2004, one -> withHead(one, 2, 4, head(one).siblings()));
      case "SLOT_1" -> toSeedProfile(P2004, IngressCases::inSlot1);
      default -> throw new AssertionError("no case " + name);
    };
  }

  /** Messages of 1000 in blocks 100 and 102 and of 2001 in 100, with one relay item as given. */
  private static String lists(String value) {
    Sender first = new Sender(1000);
    first.send(100, P2000, HELLO);
    first.send(102, P2000, WORLD);
    Sender second = new Sender(2001);
    second.send(100, P2000, MARK);
    Map<Bytes, Bytes> items = items(P2000, List.of(first, second));
    Bytes given = Bytes.literal(value);
    boolean isIndex = given.byteAt(1) == 0xe8;
    items.put(isIndex ? RelayItems.ingressIndexKey(P2000) : RelayItems.digestsKey(P2000), given);
    return json(P2000, 102, List.of(first, second), items, "id", UnaryOperator.identity());
  }

  /** One message of each of the five senders in one block. */
  private static String oneBlock(int block, long markBlock, long markPara, String order) {
    List<Sender> senders = FIVE.stream().map(Sender::new).toList();
    ParaId recipient = new ParaId(3000);
    for (Sender sender : senders) {
      sender.send(block, recipient, HELLO);
      sender.keep(markPara, order);
    }
    String all = json(recipient, block, senders, items(recipient, senders), order, one -> one);
    return all.replace(mark(block, 0xffff_ffffL), mark(markBlock, markPara));
  }

  /** Sender 1000 as in section 11.5: M3 over L3, L1 and L2 in a row of four slots. */
  private static String toSeedProfile(ParaId recipient, UnaryOperator<ChannelProof> forgery) {
    Sender sender = new Sender(1000);
    sender.row.open(P2000);
    sender.row.open(P2001);
    sender.row.open(new ParaId(2002));
    sender.row.open(P2004);
    TreeMap<ParaId, Hash32> links = new TreeMap<>(Map.of(P2000, L3, P2001, L1, P2004, L2));
    for (int slot : List.of(0, 1, 3)) {
      sender.row.enact(slot, MessageRoot.of(links), 110);
    }
    boolean isShort = recipient.equals(P2004);
    sender.slot = isShort ? 3 : 0;
    sender.blocks.addAll(isShort ? List.of(101, 110) : List.of(101, 105, 110));
    sender.bodies.addAll(isShort ? List.of(HELLO, WORLD) : List.of(HELLO, WORLD, MARK));
    sender.head = Optional.of(MessageRoot.prove(links, recipient));
    List<Sender> senders = List.of(sender);
    return json(recipient, 110, senders, items(recipient, senders), "id", forgery);
  }

  /** One sender: its row, and what it has sent over the channel that is asked about. */
  private static final class Sender {
    private final ParaId para;
    private final ChannelRow row;
    private final List<Integer> blocks = new ArrayList<>();
    private final List<Bytes> bodies = new ArrayList<>();
    private int slot;
    private int shown = Integer.MAX_VALUE;
    private Hash32 link = Hash32.ZERO;
    private Optional<MessageRoot.Proof> head = Optional.empty();

    Sender(int para) {
      this.para = new ParaId(para);
      this.row = new ChannelRow(this.para);
    }

    void send(int block, ParaId recipient, Bytes body) {
      slot = blocks.isEmpty() ? row.open(recipient) : slot;
      link = link(link, blocks.isEmpty() ? 0 : blocks.getLast(), body);
      TreeMap<ParaId, Hash32> links = new TreeMap<>(Map.of(recipient, link));
      row.enact(slot, MessageRoot.of(links), block);
      head = Optional.of(MessageRoot.prove(links, recipient));
      blocks.add(block);
      bodies.add(body);
    }

    /** Shows a body only if the mark, of section 11.5, takes the message in. */
    void keep(long markPara, String order) {
      boolean isTaken =
          order.equals("id")
              ? para.value() <= markPara
              : markPara == 0xffff_ffffL || para.value() == markPara;
      shown = isTaken ? 1 : 0;
    }

    IngressBuilder.News news() {
      List<ChannelProof.LinkClaim> claims = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        long previous = i == 0 ? 0 : blocks.get(i - 1);
        claims.add(new ChannelProof.LinkClaim(LinkCodec.bodyHash(bodies.get(i)), previous));
      }
      List<Bytes> given = bodies.subList(0, Math.min(shown, bodies.size()));
      return new IngressBuilder.News(head, claims, given);
    }
  }

  private static Map<Bytes, Bytes> items(ParaId recipient, List<Sender> senders) {
    Map<Bytes, Bytes> items = new java.util.HashMap<>();
    TreeMap<Integer, List<ParaId>> digest = new TreeMap<>();
    for (Sender sender : senders) {
      items.put(RelayItems.cstRootKey(sender.para), RelayItems.encode(sender.row.root()));
      sender.blocks.forEach(
          block -> digest.computeIfAbsent(block, _ -> new ArrayList<>()).add(sender.para));
    }
    List<RelayItems.Digest> digests = new ArrayList<>();
    digest.forEach((block, paras) -> digests.add(new RelayItems.Digest(block, paras)));
    List<ParaId> index = senders.stream().map(sender -> sender.para).toList();
    items.put(RelayItems.ingressIndexKey(recipient), RelayItems.encodeIndex(index));
    items.put(RelayItems.digestsKey(recipient), RelayItems.encodeDigests(digests));
    return items;
  }

  private static String json(
      ParaId recipient,
      int relayParent,
      List<Sender> senders,
      Map<Bytes, Bytes> items,
      String order,
      UnaryOperator<ChannelProof> forgery) {
    StateTrie state = StateTrie.of(items, TrieLayout.V1);
    IngressBuilder builder = new IngressBuilder(recipient, relayParent, state);
    senders.forEach(sender -> builder.channel(sender.row, sender.slot, sender.news()));
    XcmpIngress honest = builder.build();
    XcmpIngress shown =
        new XcmpIngress(
            honest.version(),
            honest.relayParentNumber(),
            honest.relayStorageRoot(),
            honest.trieNodes(),
            honest.channels().stream().map(forgery).toList());
    return """
    {"recipient":%s,"relayParent":{"number":%d,"storageRoot":"%s"},\
    "watermark":{"block":0,"para":0},%s,"channels":[],"ingress":"%s","order":"%s"}\
    """
        .formatted(
            recipient,
            relayParent,
            state.root(),
            mark(relayParent, 0xffff_ffffL),
            XcmpIngressCodec.encode(shown),
            order);
  }

  private static String mark(long block, long para) {
    return "\"newWatermark\":{\"block\":" + block + ",\"para\":" + para + "}";
  }

  private static ChannelProof inSlot1(ChannelProof one) {
    return new ChannelProof(
        one.sender(),
        1,
        one.slotCount(),
        one.rowSiblings(),
        one.messageRoot(),
        one.lastBlock(),
        one.head(),
        one.links(),
        one.bodies());
  }

  private static ChannelProof withHead(
      ChannelProof one, long index, long count, List<Hash32> siblings) {
    MessageRoot.Proof head = new MessageRoot.Proof(index, count, siblings);
    return with(one, Optional.of(head), one.links(), one.bodies());
  }

  private static ChannelProof with(
      ChannelProof one,
      Optional<MessageRoot.Proof> head,
      List<ChannelProof.LinkClaim> links,
      List<Bytes> bodies) {
    return new ChannelProof(
        one.sender(),
        one.slotIndex(),
        one.slotCount(),
        one.rowSiblings(),
        one.messageRoot(),
        one.lastBlock(),
        head,
        links,
        bodies);
  }

  private static MessageRoot.Proof head(ChannelProof one) {
    return one.head().orElseThrow();
  }

  private static <T> List<T> swapped(List<T> list) {
    List<T> other = new ArrayList<>(list);
    Collections.swap(other, 1, 2);
    return other;
  }

  private static <T> List<T> tail(List<T> list) {
    return list.subList(1, list.size());
  }

  private static Hash32 link(Hash32 previous, long block, Bytes body) {
    return LinkCodec.SEED.link(previous, block, LinkCodec.bodyHash(body));
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
