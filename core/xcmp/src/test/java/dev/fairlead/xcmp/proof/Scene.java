package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.World;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One honest situation that tests forge: four senders with channels to para 2000. Block 101: 1000
 * and 1001 send; 105: 1000; 110: 1000 and 2001. Sender 1003 has sent nothing. Para 2000 stands on
 * relay parent 110 and has acted on the message of 1000 in block 101 alone.
 */
final class Scene {
  static final ParaId P = new ParaId(2000);
  static final ParaId OTHER = new ParaId(2004);
  static final ParaId S1000 = new ParaId(1000);
  static final ParaId S1001 = new ParaId(1001);
  static final ParaId S1003 = new ParaId(1003);
  static final ParaId S2001 = new ParaId(2001);
  static final long RELAY_PARENT = 110;
  static final Watermark ALL = Watermark.endOf(RELAY_PARENT);

  final World world;
  final IngressState stored;
  Watermark next = ALL;

  private Scene(World world, IngressState stored) {
    this.world = world;
    this.stored = stored;
  }

  static Scene of(QueueOrder order) {
    World world = new World(order);
    for (ParaId sender : List.of(S1000, S1001, S1003, S2001)) {
      world.open(sender, OTHER);
      world.open(sender, P);
      world.open(sender, new ParaId(2010));
    }
    world.send(101, S1000, batches("first", P, OTHER));
    world.send(101, S1001, batches("one", P));
    ParaId ranksFirst = order == QueueOrder.BY_ID ? S1000 : firstOfTwo();
    Watermark done = new Watermark(101, ranksFirst);
    IngressState start = IngressState.start(P);
    IngressVerdict verdict =
        IngressCheck.judge(start, world.claim(101, done), world.prove(start, 101, done));
    IngressState stored = ((IngressVerdict.Valid) verdict).next();
    world.acknowledge(P, done);
    world.send(105, S1000, batches("second", P));
    world.send(110, S1000, batches("third", P, OTHER, new ParaId(2010)));
    world.send(110, S2001, batches("two", OTHER, P));
    return new Scene(world, stored);
  }

  private static ParaId firstOfTwo() {
    boolean isFirst =
        QueueOrder.SHUFFLE.compare(new Watermark(101, S1000), new Watermark(101, S1001)) < 0;
    return isFirst ? S1000 : S1001;
  }

  static Scene byId() {
    return of(QueueOrder.BY_ID);
  }

  Scene upTo(long block, ParaId para) {
    next = new Watermark(block, para);
    return this;
  }

  XcmpIngress honest() {
    return world.prove(stored, RELAY_PARENT, next);
  }

  IngressVerdict judge(XcmpIngress ingress) {
    return IngressCheck.judge(stored, world.claim(RELAY_PARENT, next), ingress);
  }

  /** Judges the honest proof after one change of one channel. */
  IngressVerdict judge(ParaId sender, UnaryOperator<ChannelProof> change) {
    return judge(changed(honest(), sender, change));
  }

  static XcmpIngress changed(
      XcmpIngress ingress, ParaId sender, UnaryOperator<ChannelProof> change) {
    List<ChannelProof> channels =
        ingress.channels().stream()
            .map(one -> one.sender().equals(sender) ? change.apply(one) : one)
            .toList();
    return withChannels(ingress, channels);
  }

  static XcmpIngress withChannels(XcmpIngress ingress, List<ChannelProof> channels) {
    return new XcmpIngress(
        ingress.version(),
        ingress.relayParentNumber(),
        ingress.relayStorageRoot(),
        ingress.trieNodes(),
        channels);
  }

  static XcmpIngress withNodes(XcmpIngress ingress, List<Bytes> nodes) {
    return new XcmpIngress(
        ingress.version(),
        ingress.relayParentNumber(),
        ingress.relayStorageRoot(),
        nodes,
        ingress.channels());
  }

  static ChannelProof withLinks(ChannelProof proof, List<ChannelProof.LinkClaim> links) {
    return with(proof, proof.head(), links, proof.bodies());
  }

  static ChannelProof withBodies(ChannelProof proof, List<Bytes> bodies) {
    return with(proof, proof.head(), proof.links(), bodies);
  }

  static ChannelProof withHead(ChannelProof proof, Optional<MessageRoot.Proof> head) {
    return with(proof, head, proof.links(), proof.bodies());
  }

  static ChannelProof with(
      ChannelProof proof,
      Optional<MessageRoot.Proof> head,
      List<ChannelProof.LinkClaim> links,
      List<Bytes> bodies) {
    return new ChannelProof(
        proof.sender(),
        proof.slotIndex(),
        proof.slotCount(),
        proof.rowSiblings(),
        proof.messageRoot(),
        proof.lastBlock(),
        head,
        links,
        bodies);
  }

  static ChannelProof withCell(ChannelProof proof, Hash32 messageRoot, long lastBlock) {
    return new ChannelProof(
        proof.sender(),
        proof.slotIndex(),
        proof.slotCount(),
        proof.rowSiblings(),
        messageRoot,
        lastBlock,
        proof.head(),
        proof.links(),
        proof.bodies());
  }

  static ChannelProof withSlot(
      ChannelProof proof, long slotIndex, long slotCount, List<Hash32> siblings) {
    return new ChannelProof(
        proof.sender(),
        slotIndex,
        slotCount,
        siblings,
        proof.messageRoot(),
        proof.lastBlock(),
        proof.head(),
        proof.links(),
        proof.bodies());
  }

  static <T> List<T> without(List<T> list, int index) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(index);
    return rest;
  }

  static <T> List<T> replaced(List<T> list, int index, T element) {
    List<T> other = new ArrayList<>(list);
    other.set(index, element);
    return other;
  }

  static <T> List<T> plus(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }

  static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  static Map<ParaId, Bytes> batches(String text, ParaId... recipients) {
    Map<ParaId, Bytes> batches = new HashMap<>();
    for (ParaId recipient : recipients) {
      batches.put(recipient, text(text + " to " + recipient));
    }
    return batches;
  }

  /**
   * An honest outgoing proof of sender 1000: second batch to OTHER, first one to 2010's channel.
   */
  static SortedMap<ParaId, Hash32> hashes(Map<ParaId, Bytes> batches) {
    SortedMap<ParaId, Hash32> hashes = new TreeMap<>();
    batches.forEach((recipient, body) -> hashes.put(recipient, LinkCodec.bodyHash(body)));
    return hashes;
  }
}
