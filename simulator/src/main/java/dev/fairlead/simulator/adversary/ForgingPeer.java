package dev.fairlead.simulator.adversary;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.xcmp.delivery.NodeEffect;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.LinkRecord;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerRequest;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.util.ArrayList;
import java.util.List;

/**
 * T8: a node that hands out altered items: in turn a wrong body, a wrong link that fits itself, a
 * wrong proof.
 */
final class ForgingPeer extends Attack {
  private int forged;

  ForgingPeer(PeerId self) {
    super(self);
  }

  @Override
  void act(NodeEffect order, Effects<? super NodeEffect> out, Effects<? super NodeInput> back) {
    switch (order) {
      case NodeEffect.Answer(
              var peer,
              long ticket,
              PeerResponse.Fetched(var anchor, var items, var next)) ->
          out.emit(
              new NodeEffect.Answer(
                  peer, ticket, new PeerResponse.Fetched(anchor, forged(items), next)));
      case NodeEffect.Ask(var peer, long ticket, PeerRequest.Push(var anchor, var items)) ->
          out.emit(new NodeEffect.Ask(peer, ticket, new PeerRequest.Push(anchor, forged(items))));
      default -> out.emit(order);
    }
  }

  private List<Item> forged(List<Item> items) {
    List<Item> altered = new ArrayList<>();
    for (Item item : items) {
      altered.add(
          switch (forged++ % 3) {
            case 0 -> new Item(item.id(), item.link(), item.headProof(), flipped(item.body()));
            case 1 -> new Item(item.id(), other(item.link()), item.headProof(), item.body());
            default -> new Item(item.id(), item.link(), other(item.headProof()), item.body());
          });
    }
    return altered;
  }

  private static Bytes flipped(Bytes body) {
    byte[] bytes = body.toByteArray();
    if (bytes.length > 0) {
      bytes[bytes.length / 2] ^= 1;
    }
    return Bytes.of(bytes);
  }

  /** A consistent link that nobody has committed to. */
  private static LinkRecord other(LinkRecord link) {
    long prevBlock = link.prevBlock() + 1;
    Hash32 hash =
        dev.fairlead.xcmp.queue.LinkCodec.SEED.link(
            link.prevLinkHash(), prevBlock, link.bodyHash());
    return new LinkRecord(link.bodyHash(), prevBlock, link.prevLinkHash(), hash, link.bodyBytes());
  }

  private static MessageRoot.Proof other(MessageRoot.Proof proof) {
    List<Hash32> siblings = new ArrayList<>(proof.siblings());
    siblings.add(Hash32.ofNumber(1));
    return new MessageRoot.Proof(proof.leafIndex(), proof.leafCount() + 1, siblings);
  }
}
