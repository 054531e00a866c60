package dev.fairlead.xcmp.proof;

import static dev.fairlead.xcmp.proof.IngressAssert.assertRefused;
import static dev.fairlead.xcmp.proof.IngressAssert.assertValid;
import static dev.fairlead.xcmp.proof.IngressAssert.at;
import static dev.fairlead.xcmp.proof.Scene.OTHER;
import static dev.fairlead.xcmp.proof.Scene.P;
import static dev.fairlead.xcmp.proof.Scene.RELAY_PARENT;
import static dev.fairlead.xcmp.proof.Scene.S1000;
import static dev.fairlead.xcmp.proof.Scene.S1001;
import static dev.fairlead.xcmp.proof.Scene.S1003;
import static dev.fairlead.xcmp.proof.Scene.S2001;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.World;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * XCMP facts, section 4.4, table "What catches what": one forged proof per row, refused at the step
 * it names. What the sender forges is in EgressStepsTest.
 */
final class ForgeryTest {
  private final Scene scene = Scene.byId();

  @Test
  void v2_relayStateOfAnotherFork() {
    Scene fork = Scene.byId();
    fork.world.send(110, S1003, Scene.batches("of another fork", P));

    assertRefused(scene.judge(fork.honest()), ProofStep.V2, ProofFault.OTHER_RELAY_PARENT);
  }

  @Test
  void v3_am12_madeUpMissingDoubledOrSurplusNode() {
    XcmpIngress honest = scene.honest();
    List<Bytes> nodes = honest.trieNodes();
    byte[] altered = nodes.getLast().toByteArray();
    altered[altered.length - 1] ^= 1;
    for (List<Bytes> wrong :
        List.of(
            Scene.plus(nodes, Scene.text("made up")),
            Scene.plus(nodes, nodes.getFirst()),
            Scene.replaced(nodes, nodes.size() - 1, Bytes.of(altered)),
            Scene.without(nodes, 0),
            List.<Bytes>of())) {
      assertRefused(
          scene.judge(Scene.withNodes(honest, wrong)), ProofStep.V3, ProofFault.STATE_PROOF_BROKEN);
    }
  }

  @Test
  void v4_omittedAndInventedChannel() {
    XcmpIngress honest = scene.honest();
    ChannelProof invented = relabelled(honest.channels().getLast(), new ParaId(3000));

    assertRefused(
        scene.judge(Scene.withChannels(honest, Scene.without(honest.channels(), 0))),
        ProofStep.V4,
        ProofFault.CHANNELS_DIFFER);
    assertRefused(
        scene.judge(Scene.withChannels(honest, Scene.plus(honest.channels(), invented))),
        ProofStep.V4,
        ProofFault.CHANNELS_DIFFER);
  }

  @Test
  void v5_cellOfAnotherRecipientOrOtherSlot() {
    ChannelRow row = scene.world.row(S1000);
    int other = scene.world.slot(S1000, OTHER);
    IngressVerdict foreignCell =
        scene.judge(S1000, one -> Scene.withSlot(one, other, row.slotCount(), row.prove(other)));

    assertRefused(foreignCell, ProofStep.V5, ProofFault.ROW_MISMATCH, S1000);
    assertRefused(
        scene.judge(
            S1000, one -> Scene.withSlot(one, one.slotIndex(), one.slotCount(), row.prove(other))),
        ProofStep.V5,
        ProofFault.ROW_MISMATCH);
  }

  @Test
  void v5_oldCell() {
    Scene before = Scene.byId();
    World.Sent second = scene.world.messages(S1000, P).get(1);
    Hash32 oldRoot = second.head().climb(P, second.link()).orElseThrow();

    assertRefused(
        scene.judge(S1000, one -> Scene.withCell(one, oldRoot, 105)),
        ProofStep.V5,
        ProofFault.ROW_MISMATCH,
        S1000);
    // The whole old relay state instead of the cell alone is another relay parent.
    before.world.send(111, S1000, Scene.batches("newer", P));
    assertRefused(before.judge(scene.honest()), ProofStep.V2, ProofFault.OTHER_RELAY_PARENT);
  }

  @Test
  void v8_headOfAnotherRecipient() {
    MessageRoot.Proof foreign = last(scene.world.messages(S1000, OTHER)).head();

    assertRefused(
        scene.judge(S1000, one -> Scene.withHead(one, Optional.of(foreign))),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH,
        S1000);
  }

  @Test
  void v8_droppedOldestMiddleOrNewestMessage() {
    Scene three = Scene.byId();
    three.world.send(111, S1000, Scene.batches("fourth", P));
    three.next = Watermark.endOf(111);
    XcmpIngress honest = three.world.prove(three.stored, 111, three.next);
    assertValid(IngressCheck.judge(three.stored, three.world.claim(111, three.next), honest));
    for (int dropped = 0; dropped < 3; dropped++) {
      int index = dropped;
      XcmpIngress forged =
          Scene.changed(
              honest, S1000, one -> Scene.withLinks(one, Scene.without(one.links(), index)));
      assertRefused(
          IngressCheck.judge(three.stored, three.world.claim(111, three.next), forged),
          ProofStep.V8,
          ProofFault.LINKS_MISMATCH,
          S1000);
    }
  }

  @Test
  void v8_swappedOrderInsideAChannel() {
    assertRefused(
        scene.judge(
            S1000,
            one -> {
              List<ChannelProof.LinkClaim> swapped = new ArrayList<>(one.links());
              Collections.swap(swapped, 0, 1);
              return Scene.withLinks(one, swapped);
            }),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH,
        S1000);
  }

  @Test
  void v8_wrongBlockNumberToJumpTheQueue() {
    assertRefused(
        scene.judge(
            S1000,
            one -> {
              ChannelProof.LinkClaim newest = one.links().get(1);
              return Scene.withLinks(
                  one,
                  Scene.replaced(
                      one.links(), 1, new ChannelProof.LinkClaim(newest.bodyHash(), 102)));
            }),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH,
        S1000);
  }

  @Test
  void v10_blockNumberThatTheSenderItselfForged() {
    World world = new World(QueueOrder.BY_ID);
    world.open(S1000, P);
    world.send(105, S1000, Scene.batches("first", P));
    world.send(110, S1000, Scene.batches("second", P));
    // The relay chain knows that the first one was enacted in 107, whatever the link says.
    world.put(
        RelayItems.digestsKey(P),
        RelayItems.encodeDigests(
            List.of(
                new RelayItems.Digest(107, List.of(S1000)),
                new RelayItems.Digest(110, List.of(S1000)))));
    IngressState start = IngressState.start(P);

    assertRefused(
        IngressCheck.judge(
            start,
            world.claim(RELAY_PARENT, Scene.ALL),
            world.prove(start, RELAY_PARENT, Scene.ALL)),
        ProofStep.V10,
        ProofFault.DIGEST_MISMATCH);
  }

  @Test
  void v12_alteredBody() {
    assertRefused(
        scene.judge(
            S1000,
            one -> Scene.withBodies(one, Scene.replaced(one.bodies(), 0, Scene.text("forged")))),
        ProofStep.V12,
        ProofFault.BODY_MISMATCH,
        S1000);
    assertRefused(
        scene.judge(S1000, one -> Scene.withBodies(one, one.bodies().reversed())),
        ProofStep.V12,
        ProofFault.BODY_MISMATCH,
        S1000);
  }

  @Test
  void v11_w3_skippingASender() {
    // 1001's message of block 101 is first; nothing may be taken before it.
    Scene idle = Scene.byId().upTo(101, S1000);
    assertRefused(idle.judge(idle.honest()), ProofStep.V11, ProofFault.WATERMARK_IDLE);
    // Who takes 1000's and leaves out 1001's body is caught at the body.
    assertRefused(
        scene.judge(S1001, one -> Scene.withBodies(one, List.of())),
        ProofStep.V12,
        ProofFault.BODY_MISSING,
        S1001);
    // Who hides that 1001 sent at all has to show its cell, and then a head.
    assertRefused(
        scene.judge(S1001, one -> Scene.with(one, Optional.empty(), List.of(), List.of())),
        ProofStep.V7,
        ProofFault.HEAD_MISSING,
        S1001);
  }

  @Test
  void v10_skippingASenderWhoseCellShowsNothing() {
    Scene forged = Scene.byId();
    forged.world.put(
        RelayItems.digestsKey(P),
        RelayItems.encodeDigests(List.of(new RelayItems.Digest(101, List.of(S1001, S1003)))));

    assertRefused(forged.judge(forged.honest()), ProofStep.V10, ProofFault.DIGEST_MISMATCH);
  }

  @Test
  void v12_acknowledgingWithoutProcessing() {
    XcmpIngress nothing =
        Scene.withChannels(
            scene.honest(),
            scene.honest().channels().stream()
                .map(one -> Scene.withBodies(one, List.of()))
                .toList());

    assertRefused(scene.judge(nothing), ProofStep.V12, ProofFault.BODY_MISSING, S1000);
  }

  @Test
  void v11_acknowledgingAPositionThatIsNone() {
    Scene off = Scene.byId().upTo(108, S1000);

    assertRefused(off.judge(off.honest()), ProofStep.V11, ProofFault.WATERMARK_OFF_QUEUE);
  }

  @Test
  void v8_replayOfAProcessedMessage() {
    World.Sent first = scene.world.messages(S1000, P).getFirst();

    assertRefused(
        scene.judge(
            S1000,
            one -> {
              List<ChannelProof.LinkClaim> links = new ArrayList<>(one.links());
              links.addFirst(first.claim());
              List<Bytes> bodies = new ArrayList<>(one.bodies());
              bodies.addFirst(first.body());
              return Scene.with(one, one.head(), links, bodies);
            }),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH,
        S1000);
  }

  @Test
  void v5_v8_messageThatWasNeverEnacted() {
    World reverted = Scene.byId().world;
    reverted.send(110, S1003, Scene.batches("reverted", P));
    ChannelProof never =
        reverted.prove(scene.stored, RELAY_PARENT, Scene.ALL).channels().stream()
            .filter(one -> one.sender().equals(S1003))
            .findFirst()
            .orElseThrow();

    assertRefused(scene.judge(S1003, one -> never), ProofStep.V5, ProofFault.ROW_MISMATCH, S1003);
    World longer = Scene.byId().world;
    longer.send(110, S1000, Scene.batches("reverted", P));
    ChannelProof foreign =
        longer.prove(scene.stored, RELAY_PARENT, Scene.ALL).channels().getFirst();
    // With the true cell, the head of the reverted block has another shape.
    assertRefused(
        scene.judge(
            S1000, one -> Scene.with(one, foreign.head(), foreign.links(), foreign.bodies())),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH,
        S1000);
  }

  @Test
  void v7_v8_proofReusedAtAnotherIndexOrWithSurplusSiblings() {
    MessageRoot.Proof head = scene.honest().channels().getFirst().head().orElseThrow();

    assertRefused(
        withHead(new MessageRoot.Proof(1 - head.leafIndex(), head.leafCount(), head.siblings())),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH);
    assertRefused(
        withHead(
            new MessageRoot.Proof(head.leafIndex(), 5, Scene.plus(head.siblings(), Hash32.ZERO))),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH);
    assertRefused(
        withHead(
            new MessageRoot.Proof(
                head.leafIndex(), head.leafCount(), Scene.plus(head.siblings(), Hash32.ZERO))),
        ProofStep.V7,
        ProofFault.HEAD_GEOMETRY);
  }

  @Test
  void v8_innerNodePresentedAsALink() {
    MessageRoot.Proof head = scene.honest().channels().getFirst().head().orElseThrow();
    MessageRoot.Proof shorter = new MessageRoot.Proof(0, 2, head.siblings().subList(1, 2));

    assertRefused(withHead(shorter), ProofStep.V8, ProofFault.LINKS_MISMATCH);
  }

  @Test
  void v11_wrongClaimInTheWatermarkCommitment() {
    Scene beyond = Scene.byId().upTo(RELAY_PARENT + 1, S1000);

    assertRefused(
        beyond.judge(beyond.honest()), ProofStep.V11, ProofFault.WATERMARK_AFTER_RELAY_PARENT);
    assertValid(Scene.byId().upTo(110, S2001).judge(Scene.byId().upTo(110, S2001).honest()));
    assertThat(at(110, S2001)).isNotEqualTo(Scene.ALL);
  }

  @Test
  void v8_bodiesOfTwoLinksSwapped_inTheVectorsOfTheSeed() {
    Hash32 one = LinkCodec.bodyHash(Scene.text("hello"));
    Hash32 two = LinkCodec.bodyHash(Scene.text("world"));
    Hash32 three = LinkCodec.bodyHash(Scene.text("!"));
    Hash32 first = LinkCodec.SEED.link(Hash32.ZERO, 0, one);
    Hash32 honest = LinkCodec.SEED.link(LinkCodec.SEED.link(first, 101, two), 105, three);
    Hash32 swapped = LinkCodec.SEED.link(LinkCodec.SEED.link(first, 101, three), 105, two);
    Hash32 dropped = LinkCodec.SEED.link(LinkCodec.SEED.link(Hash32.ZERO, 101, two), 105, three);

    assertThat(List.of(swapped, dropped)).doesNotContain(honest);
  }

  private IngressVerdict withHead(MessageRoot.Proof head) {
    return scene.judge(S1000, one -> Scene.withHead(one, Optional.of(head)));
  }

  private static ChannelProof relabelled(ChannelProof proof, ParaId sender) {
    return new ChannelProof(
        sender,
        proof.slotIndex(),
        proof.slotCount(),
        proof.rowSiblings(),
        proof.messageRoot(),
        proof.lastBlock(),
        proof.head(),
        proof.links(),
        proof.bodies());
  }

  private static World.Sent last(List<World.Sent> sent) {
    return sent.getLast();
  }
}
