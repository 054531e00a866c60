package dev.fairlead.xcmp.proof;

import static dev.fairlead.xcmp.proof.IngressAssert.assertRefused;
import static dev.fairlead.xcmp.proof.IngressAssert.assertValid;
import static dev.fairlead.xcmp.proof.IngressAssert.at;
import static dev.fairlead.xcmp.proof.Scene.P;
import static dev.fairlead.xcmp.proof.Scene.RELAY_PARENT;
import static dev.fairlead.xcmp.proof.Scene.S1000;
import static dev.fairlead.xcmp.proof.Scene.S1001;
import static dev.fairlead.xcmp.proof.Scene.S1003;
import static dev.fairlead.xcmp.proof.Scene.S2001;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.World;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** XCMP facts, section 4.4: the steps V1 to V13, each by what it lets pass and what it refuses. */
final class IngressStepsTest {
  @Test
  void v0_honestProof_passesEveryStep() {
    Scene scene = Scene.byId();

    IngressVerdict.Valid valid = assertValid(scene.judge(scene.honest()));

    assertThat(valid.consumed())
        .containsExactly(at(101, S1001), at(105, S1000), at(110, S1000), at(110, S2001));
  }

  @Test
  void v1_unknownVersion_isRefused() {
    Scene scene = Scene.byId();
    XcmpIngress honest = scene.honest();
    XcmpIngress other =
        new XcmpIngress(
            2,
            honest.relayParentNumber(),
            honest.relayStorageRoot(),
            honest.trieNodes(),
            honest.channels());

    assertRefused(scene.judge(other), ProofStep.V1, ProofFault.UNKNOWN_VERSION);
  }

  @Test
  void v1_everyLimit_isRefusedOneAboveAndNotJudgedByOtherStepsFirst() {
    Scene scene = Scene.byId();
    XcmpIngress honest = scene.honest();
    ChannelProof any = honest.channels().getFirst();
    List<Hash32> siblings = Collections.nCopies(XcmpLimits.SIBLINGS_MAX + 1, Hash32.ZERO);
    List<ChannelProof> tooMuch =
        List.of(
            Scene.withSlot(any, 0, 1, siblings),
            Scene.withHead(any, Optional.of(new MessageRoot.Proof(0, 1, siblings))),
            Scene.withLinks(
                any,
                Collections.nCopies(
                    XcmpLimits.LINKS_MAX + 1, new ChannelProof.LinkClaim(Hash32.ZERO, 0))),
            Scene.withBodies(any, Collections.nCopies(XcmpLimits.LINKS_MAX + 1, Bytes.EMPTY)),
            Scene.withBodies(any, List.of(Bytes.of(new byte[XcmpLimits.BODY_BYTES_MAX + 1]))));

    for (ChannelProof one : tooMuch) {
      assertRefused(
          scene.judge(Scene.withChannels(honest, List.of(one))),
          ProofStep.V1,
          ProofFault.LIMIT_EXCEEDED,
          any.sender());
    }
    assertRefused(
        scene.judge(
            Scene.withChannels(honest, Collections.nCopies(XcmpLimits.CHANNELS_MAX + 1, any))),
        ProofStep.V1,
        ProofFault.LIMIT_EXCEEDED);
    List<Bytes> many = Collections.nCopies(XcmpLimits.TRIE_NODES_MAX + 1, Bytes.EMPTY);
    assertRefused(
        scene.judge(Scene.withNodes(honest, many)), ProofStep.V1, ProofFault.LIMIT_EXCEEDED);
    List<Bytes> large = List.of(Bytes.of(new byte[XcmpLimits.TRIE_BYTES_MAX + 1]));
    assertRefused(
        scene.judge(Scene.withNodes(honest, large)), ProofStep.V1, ProofFault.LIMIT_EXCEEDED);
  }

  @Test
  void v2_otherNumberOrOtherRoot_isRefused() {
    Scene scene = Scene.byId();
    XcmpIngress honest = scene.honest();
    XcmpIngress older =
        new XcmpIngress(1, 109, honest.relayStorageRoot(), honest.trieNodes(), honest.channels());
    XcmpIngress fork =
        new XcmpIngress(
            1, RELAY_PARENT, new Hash32(1, 2, 3, 4), honest.trieNodes(), honest.channels());

    assertRefused(scene.judge(older), ProofStep.V2, ProofFault.OTHER_RELAY_PARENT);
    assertRefused(scene.judge(fork), ProofStep.V2, ProofFault.OTHER_RELAY_PARENT);
  }

  @Test
  void v3_valueThatDoesNotDecode_isRefused() {
    for (Bytes key :
        List.of(
            RelayItems.ingressIndexKey(P),
            RelayItems.watermarkKey(P),
            RelayItems.digestsKey(P),
            RelayItems.cstRootKey(S1000))) {
      Scene scene = Scene.byId();
      scene.world.put(key, Bytes.literal("0x040506"));

      assertRefused(scene.judge(scene.honest()), ProofStep.V3, ProofFault.STATE_PROOF_BROKEN);
    }
  }

  @Test
  void v4_missingForeignDoubledOrUnorderedChannel_isRefused() {
    Scene scene = Scene.byId();
    XcmpIngress honest = scene.honest();
    List<ChannelProof> channels = honest.channels();
    List<ChannelProof> swapped = new ArrayList<>(channels);
    Collections.swap(swapped, 0, 1);

    for (List<ChannelProof> wrong :
        List.of(
            Scene.without(channels, 2),
            Scene.plus(channels, channels.getLast()),
            swapped,
            List.<ChannelProof>of())) {
      assertRefused(
          scene.judge(Scene.withChannels(honest, wrong)), ProofStep.V4, ProofFault.CHANNELS_DIFFER);
    }
  }

  @Test
  void v4_indexThatIsNotStrictlyAscending_isRefusedEvenIfTheChannelsMatchIt() {
    for (List<ParaId> index : List.of(List.of(S1000, S1000), List.of(S1001, S1000))) {
      Scene scene = Scene.byId();
      scene.world.put(RelayItems.ingressIndexKey(P), RelayItems.encodeIndex(index));
      XcmpIngress honest = scene.honest();
      List<ChannelProof> channels = new ArrayList<>();
      for (ParaId sender : index) {
        honest.channels().stream()
            .filter(one -> one.sender().equals(sender))
            .forEach(channels::add);
      }
      List<Bytes> keys = new ArrayList<>();
      keys.add(RelayItems.ingressIndexKey(P));
      keys.add(RelayItems.watermarkKey(P));
      keys.add(RelayItems.digestsKey(P));
      index.forEach(sender -> keys.add(RelayItems.cstRootKey(sender)));
      XcmpIngress proof =
          Scene.withNodes(Scene.withChannels(honest, channels), scene.world.state().prove(keys));

      assertRefused(scene.judge(proof), ProofStep.V4, ProofFault.CHANNELS_DIFFER);
    }
  }

  @Test
  void v5_otherSlotCountSiblingsOrCell_isRefused() {
    Scene scene = Scene.byId();
    ChannelProof honest = scene.honest().channels().getFirst();
    long slot = honest.slotIndex();
    long count = honest.slotCount();
    List<Hash32> siblings = honest.rowSiblings();

    assertRefused(
        scene.judge(S1000, one -> Scene.withSlot(one, slot, count, Scene.without(siblings, 0))),
        ProofStep.V5,
        ProofFault.ROW_GEOMETRY,
        S1000);
    assertRefused(
        scene.judge(S1000, one -> Scene.withSlot(one, count, count, siblings)),
        ProofStep.V5,
        ProofFault.ROW_GEOMETRY);
    assertRefused(
        scene.judge(S1000, one -> Scene.withSlot(one, 0, count, siblings)),
        ProofStep.V5,
        ProofFault.ROW_MISMATCH,
        S1000);
    assertRefused(
        scene.judge(S1000, one -> Scene.withCell(one, one.messageRoot(), 109)),
        ProofStep.V5,
        ProofFault.ROW_MISMATCH);
    assertRefused(
        scene.judge(S1003, one -> Scene.withCell(one, Hash32.ZERO, 1)),
        ProofStep.V5,
        ProofFault.ROW_MISMATCH);
  }

  @Test
  void v6_channelWithoutNews_mayShowNothing() {
    Scene scene = Scene.byId();
    ChannelProof full = scene.honest().channels().getFirst();

    assertRefused(
        scene.judge(S1003, one -> Scene.withHead(one, full.head())),
        ProofStep.V6,
        ProofFault.NOTHING_NEW,
        S1003);
    assertRefused(
        scene.judge(S1003, one -> Scene.withLinks(one, full.links())),
        ProofStep.V6,
        ProofFault.NOTHING_NEW);
    assertRefused(
        scene.judge(S1003, one -> Scene.withBodies(one, List.of(Bytes.EMPTY))),
        ProofStep.V6,
        ProofFault.NOTHING_NEW);
  }

  @Test
  void v6_cellAtTheStoredBlock_isNoNews() {
    Scene scene = Scene.byId();
    IngressState after = assertValid(scene.judge(scene.honest())).next();
    XcmpIngress again = scene.world.prove(after, RELAY_PARENT, Scene.ALL);

    assertThat(again.channels()).allSatisfy(one -> assertThat(one.links()).isEmpty());
    IngressVerdict verdict =
        IngressCheck.judge(after, scene.world.claim(RELAY_PARENT, Scene.ALL), again);
    // The digest still holds what the candidate in flight has consumed; AM11 takes it as normal.
    assertThat(assertValid(verdict).consumed()).isEmpty();
  }

  @Test
  void v7_headMissingOrOfWrongGeometry_isRefused() {
    Scene scene = Scene.byId();
    MessageRoot.Proof head = scene.honest().channels().getFirst().head().orElseThrow();
    List<MessageRoot.Proof> wrong =
        List.of(
            new MessageRoot.Proof(head.leafCount(), head.leafCount(), head.siblings()),
            new MessageRoot.Proof(0, 0, head.siblings()),
            new MessageRoot.Proof(0, 1, head.siblings()),
            new MessageRoot.Proof(2, 3, head.siblings()),
            new MessageRoot.Proof(
                head.leafIndex(), head.leafCount(), Scene.plus(head.siblings(), Hash32.ZERO)),
            new MessageRoot.Proof(
                head.leafIndex(), head.leafCount(), Scene.without(head.siblings(), 0)));

    assertRefused(
        scene.judge(S1000, one -> Scene.withHead(one, Optional.empty())),
        ProofStep.V7,
        ProofFault.HEAD_MISSING,
        S1000);
    for (MessageRoot.Proof one : wrong) {
      assertRefused(
          scene.judge(S1000, channel -> Scene.withHead(channel, Optional.of(one))),
          ProofStep.V7,
          ProofFault.HEAD_GEOMETRY,
          S1000);
    }
  }

  @Test
  void v8_noLinksOrLinksToAnotherRoot_areRefused() {
    Scene scene = Scene.byId();

    assertRefused(
        scene.judge(S1000, one -> Scene.withLinks(one, List.of())),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH,
        S1000);
    assertRefused(
        scene.judge(S1000, one -> Scene.withLinks(one, Scene.without(one.links(), 1))),
        ProofStep.V8,
        ProofFault.LINKS_MISMATCH);
  }

  @Test
  void v9_firstLinkThatNamesAnotherBlockThanTheStored_isRefused() {
    Scene scene = Scene.byId();
    Hash32 lastLink = scene.stored.channel(S1000).lastLink();
    IngressState other =
        new IngressState(
            P,
            scene.stored.watermark(),
            new TreeMap<>(Map.of(S1000, new IngressState.Channel(lastLink, 100))));

    assertRefused(
        IngressCheck.judge(other, scene.world.claim(RELAY_PARENT, Scene.ALL), scene.honest()),
        ProofStep.V9,
        ProofFault.FIRST_BLOCK_MISMATCH,
        S1000);
  }

  @Test
  void v9_blocksThatDoNotAscend_areRefused() {
    World world = new World(QueueOrder.BY_ID);
    world.open(S1000, P);
    world.send(110, S1000, Scene.batches("a", P));
    world.send(105, S1000, Scene.batches("b", P));
    world.send(111, S1000, Scene.batches("c", P));
    IngressState start = IngressState.start(P);
    Watermark all = Watermark.endOf(111);

    assertRefused(
        IngressCheck.judge(start, world.claim(111, all), world.prove(start, 111, all)),
        ProofStep.V9,
        ProofFault.BLOCKS_NOT_ASCENDING,
        S1000);
  }

  @Test
  void v9_linkEnactedAfterTheRelayParent_isRefused() {
    Scene scene = Scene.byId();
    IngressVerdict verdict =
        IngressCheck.judge(
            scene.stored,
            scene.world.claim(109, Watermark.endOf(109)),
            scene.world.prove(scene.stored, 109, Watermark.endOf(109)));

    assertRefused(verdict, ProofStep.V9, ProofFault.AFTER_RELAY_PARENT, S1000);
  }

  @Test
  void v9_linkAtOrBehindTheStoredWatermark_isRefused() {
    Scene scene = Scene.byId();
    for (Watermark mark : List.of(at(105, S1000), Watermark.endOf(105))) {
      IngressState ahead = new IngressState(P, mark, scene.stored.channels());
      assertRefused(
          IngressCheck.judge(ahead, scene.world.claim(RELAY_PARENT, Scene.ALL), scene.honest()),
          ProofStep.V9,
          ProofFault.BEHIND_WATERMARK,
          S1000);
    }
  }

  @Test
  void v10_digestWithMoreOrFewerEntries_isRefused() {
    Scene scene = Scene.byId();
    List<RelayItems.Digest> full =
        List.of(
            new RelayItems.Digest(101, List.of(S1001)),
            new RelayItems.Digest(105, List.of(S1000)),
            new RelayItems.Digest(110, List.of(S1000, S2001)));
    List<RelayItems.Digest> more = Scene.plus(full, new RelayItems.Digest(110, List.of(S1003)));

    for (List<RelayItems.Digest> wrong : List.of(more, Scene.without(full, 1))) {
      Scene forged = Scene.byId();
      forged.world.put(RelayItems.digestsKey(P), RelayItems.encodeDigests(wrong));
      assertRefused(forged.judge(forged.honest()), ProofStep.V10, ProofFault.DIGEST_MISMATCH);
    }
    scene.world.put(RelayItems.digestsKey(P), RelayItems.encodeDigests(full));
    assertValid(scene.judge(scene.honest()));
  }

  @Test
  void v11_watermarkThatBreaksARule_isRefusedByItsName() {
    assertRefused(claiming(111, S1000), ProofStep.V11, ProofFault.WATERMARK_AFTER_RELAY_PARENT);
    assertRefused(claiming(100, S1000), ProofStep.V11, ProofFault.WATERMARK_BACKWARDS);
    assertRefused(claiming(101, S1000), ProofStep.V11, ProofFault.WATERMARK_IDLE);
    assertRefused(claiming(105, S1003), ProofStep.V11, ProofFault.WATERMARK_OFF_QUEUE);
    assertRefused(claiming(105, ParaId.HIGHEST), ProofStep.V11, ProofFault.WATERMARK_OFF_QUEUE);
  }

  private static IngressVerdict claiming(long block, ParaId para) {
    Scene scene = Scene.byId().upTo(block, para);
    return scene.judge(scene.honest());
  }

  @Test
  void v12_bodyMissingSurplusAlteredOrTooLarge_isRefused() {
    Scene scene = Scene.byId().upTo(105, S1000);
    Bytes right = scene.honest().channels().getFirst().bodies().getFirst();

    assertRefused(
        scene.judge(S1000, one -> Scene.withBodies(one, List.of())),
        ProofStep.V12,
        ProofFault.BODY_MISSING,
        S1000);
    assertRefused(
        scene.judge(S1000, one -> Scene.withBodies(one, List.of(right, right))),
        ProofStep.V12,
        ProofFault.BODY_SURPLUS,
        S1000);
    assertRefused(
        scene.judge(S1000, one -> Scene.withBodies(one, List.of(Scene.text("else")))),
        ProofStep.V12,
        ProofFault.BODY_MISMATCH,
        S1000);
    IngressClaim strict =
        new IngressClaim(RELAY_PARENT, scene.world.state().root(), scene.next, QueueOrder.BY_ID, 3);
    assertRefused(
        IngressCheck.judge(scene.stored, strict, scene.honest()),
        ProofStep.V12,
        ProofFault.BODY_TOO_LARGE);
  }

  @Test
  void v13_nextState_holdsTheLastConsumedLinkOfEachOpenChannel() {
    Scene scene = Scene.byId().upTo(105, S1000);
    List<World.Sent> sent = scene.world.messages(S1000, P);

    IngressState next = assertValid(scene.judge(scene.honest())).next();

    assertThat(next.recipient()).isEqualTo(P);
    assertThat(next.watermark()).isEqualTo(at(105, S1000));
    assertThat(next.channel(S1000)).isEqualTo(new IngressState.Channel(sent.get(1).link(), 105));
    assertThat(next.channel(S1001).lastBlock()).isEqualTo(101);
    assertThat(next.channels()).containsOnlyKeys(S1000, S1001);
    assertThat(next.channel(S2001)).isEqualTo(IngressState.Channel.START);
  }

  @Test
  void v13_am3_senderWithoutAChannel_isForgotten_soThatAReopenedOneStartsAnew() {
    Scene scene = Scene.byId();
    scene.world.close(S1000, P);
    IngressState closed = assertValid(scene.judge(scene.honest())).next();
    assertThat(closed.channels()).containsOnlyKeys(S1001, S2001);

    scene.world.acknowledge(P, closed.watermark());
    scene.world.open(S1000, P);
    scene.world.send(112, S1000, Scene.batches("anew", P));
    Watermark all = Watermark.endOf(112);
    IngressVerdict verdict =
        IngressCheck.judge(
            closed, scene.world.claim(112, all), scene.world.prove(closed, 112, all));

    assertThat(assertValid(verdict).consumed()).containsExactly(at(112, S1000));
  }
}
