package dev.fairlead.xcmp.proof;

import static dev.fairlead.xcmp.proof.Scene.OTHER;
import static dev.fairlead.xcmp.proof.Scene.P;
import static dev.fairlead.xcmp.proof.Scene.RELAY_PARENT;
import static dev.fairlead.xcmp.proof.Scene.S1000;
import static dev.fairlead.xcmp.proof.Scene.S1003;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.World;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** XCMP facts, section 4.5 and AM12: V-OUT-1 to V-OUT-5. */
final class EgressStepsTest {
  private final World world = Scene.byId().world;
  private final Map<ParaId, Bytes> batches = Scene.batches("next", P, OTHER);

  @Test
  void vOut0_honestProof_passes_andGivesLinksAndWatermarks() {
    EgressVerdict verdict = EgressCheck.judge(claim(), honest());

    assertThat(verdict).isInstanceOf(EgressVerdict.Valid.class);
    EgressVerdict.Valid valid = (EgressVerdict.Valid) verdict;
    assertThat(valid.links()).isEqualTo(links());
    assertThat(valid.watermarks())
        .containsEntry(P, new Watermark(101, S1000))
        .containsEntry(OTHER, Watermark.START);
  }

  @Test
  void vOut0_blockThatSendsNothing_passesWithAnEmptyProof() {
    XcmpEgress nothing = new EgressBuilder(world.row(S1000), RELAY_PARENT, world.state()).build();
    Commitments commitments = commitments(Hash32.ZERO, Bitfield.of(0));
    EgressClaim claim = new EgressClaim(S1000, commitments, new TreeMap<>(), 1000);

    assertThat(EgressCheck.judge(claim, nothing)).isInstanceOf(EgressVerdict.Valid.class);
  }

  @Test
  void vOut1_cellOfAnotherSlotSenderOrState_isRefused() {
    refused(changed(P, one -> withSlot(one, 0)), EgressVerdict.Fault.CELL_NOT_IN_ROW);
    refused(changed(P, one -> withSlot(one, 99)), EgressVerdict.Fault.CELL_NOT_IN_ROW);
    refused(
        changed(P, one -> withCell(one, one.messageRoot(), 105)),
        EgressVerdict.Fault.CELL_NOT_IN_ROW);
    refused(changed(P, one -> withCell(one, Hash32.ZERO, 0)), EgressVerdict.Fault.CELL_NOT_IN_ROW);
    XcmpEgress wider = of(1, RELAY_PARENT, honest().trieNodes(), 4, honest().channels());
    refused(wider, EgressVerdict.Fault.CELL_NOT_IN_ROW);
  }

  @Test
  void vOut1_recipientsDoubledOrOutOfOrder_areRefused() {
    XcmpEgress honest = honest();
    List<XcmpEgress.Sent> twice = Scene.plus(honest.channels(), honest.channels().getLast());

    refused(withChannels(honest, twice), EgressVerdict.Fault.CHANNELS_NOT_ASCENDING);
    refused(
        withChannels(honest, honest.channels().reversed()),
        EgressVerdict.Fault.CHANNELS_NOT_ASCENDING);
  }

  @Test
  void vOut1_tombstone_isNoChannel() {
    world.close(S1000, P);
    XcmpEgress.Sent other = honestTo(OTHER).channels().getFirst();
    XcmpEgress.Sent dead =
        new XcmpEgress.Sent(
            ParaId.HIGHEST,
            1,
            world.row(S1000).prove(1),
            Hash32.ZERO,
            0,
            Optional.empty(),
            Hash32.ZERO,
            0,
            Bytes.EMPTY);
    List<Bytes> keys =
        List.of(
            RelayItems.cstRootKey(S1000),
            RelayItems.watermarkKey(OTHER),
            RelayItems.watermarkKey(ParaId.HIGHEST));
    XcmpEgress egress = of(1, RELAY_PARENT, world.state().prove(keys), 3, List.of(other, dead));

    refused(egress, EgressVerdict.Fault.CELL_NOT_IN_ROW);
  }

  @Test
  void vOut2_oldHeadMissingForeignOrGivenWithoutNeed_isRefused() {
    refused(
        changed(P, one -> withHead(one, Optional.empty())), EgressVerdict.Fault.OLD_HEAD_MISMATCH);
    refused(
        changed(P, one -> withHead(one, world.oldHead(S1000, OTHER))),
        EgressVerdict.Fault.OLD_HEAD_MISMATCH);
    World.Sent first = world.messages(S1000, P).getFirst();
    XcmpEgress.OldHead older = new XcmpEgress.OldHead(first.link(), first.head());
    refused(
        changed(P, one -> withHead(one, Optional.of(older))),
        EgressVerdict.Fault.OLD_HEAD_MISMATCH);
    XcmpEgress fresh =
        new EgressBuilder(world.row(S1003), RELAY_PARENT, world.state())
            .send(world.slot(S1003, P), world.oldHead(S1000, P), Scene.text("x"))
            .build();
    EgressClaim claim =
        new EgressClaim(
            S1003,
            commitments(Hash32.ZERO, Bitfield.of(2, 1)),
            Scene.hashes(Map.of(P, Scene.text("x"))),
            1000);
    assertRefused(EgressCheck.judge(claim, fresh), EgressVerdict.Fault.OLD_HEAD_MISMATCH);
  }

  @Test
  void vOut3_newLinkThatExtendsSomethingElse_isRefused() {
    refused(
        changed(P, one -> withLink(one, Hash32.ZERO, one.prevBlock())),
        EgressVerdict.Fault.PREVIOUS_LINK_MISMATCH);
    refused(
        changed(P, one -> withLink(one, one.prevLink(), 105)),
        EgressVerdict.Fault.PREVIOUS_BLOCK_MISMATCH);
  }

  @Test
  void vOut4_batchThatWasNotProducedOrIsTooLarge_isRefused() {
    refused(
        changed(P, one -> withBody(one, Scene.text("else"))), EgressVerdict.Fault.BODY_MISMATCH);
    EgressClaim strict = new EgressClaim(S1000, claim().commitments(), Scene.hashes(batches), 3);
    assertRefused(EgressCheck.judge(strict, honest()), EgressVerdict.Fault.BODY_TOO_LARGE);
  }

  @Test
  void vOut5_messageRootOfFewerMoreOrOtherLinks_isRefused() {
    EgressClaim claim = claim();
    refused(honestTo(P), EgressVerdict.Fault.MESSAGE_ROOT_MISMATCH);
    Commitments corrupt = commitments(new Hash32(1, 2, 3, 4), claim.commitments().sent());
    assertRefused(
        EgressCheck.judge(new EgressClaim(S1000, corrupt, Scene.hashes(batches), 1000), honest()),
        EgressVerdict.Fault.MESSAGE_ROOT_MISMATCH);
  }

  @Test
  void vOut5_bitfieldOfOtherSlots_isRefused() {
    Hash32 root = claim().commitments().messageRoot();
    for (Bitfield wrong :
        List.of(Bitfield.of(3, 0), Bitfield.of(3, 0, 1, 2), Bitfield.of(3, 0, 2))) {
      EgressClaim claim =
          new EgressClaim(S1000, commitments(root, wrong), Scene.hashes(batches), 1000);
      assertRefused(EgressCheck.judge(claim, honest()), EgressVerdict.Fault.BITFIELD_MISMATCH);
    }
    EgressClaim shorter =
        new EgressClaim(
            S1000, commitments(root, Bitfield.of(2, 0, 1)), Scene.hashes(batches), 1000);
    assertThat(EgressCheck.judge(shorter, honest())).isInstanceOf(EgressVerdict.Valid.class);
  }

  @Test
  void am12_v1_v2_versionSizesAndRelayParent_areJudgedAsForTheIngress() {
    XcmpEgress honest = honest();
    refused(
        of(2, RELAY_PARENT, honest.trieNodes(), 3, honest.channels()),
        EgressVerdict.Fault.UNKNOWN_VERSION);
    refused(
        of(
            1,
            RELAY_PARENT,
            Collections.nCopies(XcmpLimits.TRIE_NODES_MAX + 1, Bytes.EMPTY),
            3,
            honest.channels()),
        EgressVerdict.Fault.LIMIT_EXCEEDED);
    refused(
        changed(P, one -> withBody(one, Bytes.of(new byte[XcmpLimits.BODY_BYTES_MAX + 1]))),
        EgressVerdict.Fault.LIMIT_EXCEEDED);
    refused(
        of(1, 109, honest.trieNodes(), 3, honest.channels()),
        EgressVerdict.Fault.OTHER_RELAY_PARENT);
    assertThat(EgressVerdict.Fault.UNKNOWN_VERSION.step()).isEqualTo(EgressVerdict.Step.V1);
    assertThat(EgressVerdict.Fault.OTHER_RELAY_PARENT.step()).isEqualTo(EgressVerdict.Step.V2);
  }

  @Test
  void am12_v3_nodeSet_holdsOwnRowAndWatermarksOfRecipients_andNothingElse() {
    XcmpEgress honest = honest();
    List<Bytes> nodes = honest.trieNodes();
    for (List<Bytes> wrong :
        List.of(
            Scene.plus(nodes, Scene.text("more")),
            Scene.plus(nodes, nodes.getLast()),
            Scene.without(nodes, nodes.size() - 1),
            world
                .state()
                .prove(
                    List.of(
                        RelayItems.cstRootKey(S1000),
                        RelayItems.watermarkKey(P),
                        RelayItems.watermarkKey(OTHER),
                        RelayItems.digestsKey(P))))) {
      refused(
          of(1, RELAY_PARENT, wrong, 3, honest.channels()), EgressVerdict.Fault.STATE_PROOF_BROKEN);
    }
    assertThat(EgressVerdict.Fault.STATE_PROOF_BROKEN.step()).isEqualTo(EgressVerdict.Step.V3);
  }

  private XcmpEgress honest() {
    return honestTo(P, OTHER);
  }

  private XcmpEgress honestTo(ParaId... recipients) {
    EgressBuilder builder = new EgressBuilder(world.row(S1000), RELAY_PARENT, world.state());
    for (ParaId recipient : recipients) {
      builder.send(
          world.slot(S1000, recipient), world.oldHead(S1000, recipient), batches.get(recipient));
    }
    return builder.build();
  }

  private EgressClaim claim() {
    return new EgressClaim(
        S1000,
        commitments(MessageRoot.of(links()), Bitfield.of(3, 0, 1)),
        Scene.hashes(batches),
        1000);
  }

  private SortedMap<ParaId, Hash32> links() {
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    batches.forEach((recipient, body) -> {
      if (world.senders(recipient).contains(S1000)) {
        World.Sent last = world.messages(S1000, recipient).getLast();
        links.put(
            recipient, LinkCodec.SEED.link(last.link(), last.block(), LinkCodec.bodyHash(body)));
      }
    });
    return links;
  }

  private Commitments commitments(Hash32 messageRoot, Bitfield sent) {
    return new Commitments(messageRoot, sent, Watermark.START, RELAY_PARENT, world.state().root());
  }

  private void refused(XcmpEgress egress, EgressVerdict.Fault fault) {
    assertRefused(EgressCheck.judge(claim(), egress), fault);
  }

  private static void assertRefused(EgressVerdict verdict, EgressVerdict.Fault fault) {
    assertThat(verdict).isInstanceOf(EgressVerdict.Invalid.class);
    assertThat(((EgressVerdict.Invalid) verdict).fault()).isEqualTo(fault);
  }

  private XcmpEgress changed(ParaId recipient, UnaryOperator<XcmpEgress.Sent> change) {
    XcmpEgress honest = honest();
    return withChannels(
        honest,
        honest.channels().stream()
            .map(one -> one.recipient().equals(recipient) ? change.apply(one) : one)
            .toList());
  }

  private XcmpEgress of(
      int version,
      long relayParent,
      List<Bytes> nodes,
      long slots,
      List<XcmpEgress.Sent> channels) {
    return new XcmpEgress(version, relayParent, world.state().root(), nodes, slots, channels);
  }

  private XcmpEgress withChannels(XcmpEgress egress, List<XcmpEgress.Sent> channels) {
    return of(1, RELAY_PARENT, egress.trieNodes(), egress.slotCount(), channels);
  }

  private static XcmpEgress.Sent withSlot(XcmpEgress.Sent one, long slot) {
    return new XcmpEgress.Sent(
        one.recipient(),
        slot,
        one.rowSiblings(),
        one.messageRoot(),
        one.lastBlock(),
        one.oldHead(),
        one.prevLink(),
        one.prevBlock(),
        one.body());
  }

  private static XcmpEgress.Sent withCell(XcmpEgress.Sent one, Hash32 root, long block) {
    return new XcmpEgress.Sent(
        one.recipient(),
        one.slotIndex(),
        one.rowSiblings(),
        root,
        block,
        one.oldHead(),
        one.prevLink(),
        one.prevBlock(),
        one.body());
  }

  private static XcmpEgress.Sent withHead(XcmpEgress.Sent one, Optional<XcmpEgress.OldHead> head) {
    return new XcmpEgress.Sent(
        one.recipient(),
        one.slotIndex(),
        one.rowSiblings(),
        one.messageRoot(),
        one.lastBlock(),
        head,
        one.prevLink(),
        one.prevBlock(),
        one.body());
  }

  private static XcmpEgress.Sent withLink(XcmpEgress.Sent one, Hash32 link, long block) {
    return new XcmpEgress.Sent(
        one.recipient(),
        one.slotIndex(),
        one.rowSiblings(),
        one.messageRoot(),
        one.lastBlock(),
        one.oldHead(),
        link,
        block,
        one.body());
  }

  private static XcmpEgress.Sent withBody(XcmpEgress.Sent one, Bytes body) {
    return new XcmpEgress.Sent(
        one.recipient(),
        one.slotIndex(),
        one.rowSiblings(),
        one.messageRoot(),
        one.lastBlock(),
        one.oldHead(),
        one.prevLink(),
        one.prevBlock(),
        body);
  }
}
