package dev.fairlead.xcmp.para;

import static dev.fairlead.xcmp.para.ParaBed.LIMITS;
import static dev.fairlead.xcmp.para.ParaBed.P1;
import static dev.fairlead.xcmp.para.ParaBed.P2;
import static dev.fairlead.xcmp.para.ParaBed.P3;
import static dev.fairlead.xcmp.para.ParaBed.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.erasure.ErasureCode;
import dev.fairlead.xcmp.proof.Bitfield;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.RelayItems;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every forgery of section 4.4's table, on whole candidates: para 2000 acts on messages of 1000 and
 * 3000 and sends to 1000 for the second time. A forger repairs all hashes that it can.
 */
final class PovForgeryTest {
  private ParaBed bed = ParaBed.of(P1, P2, P3);
  private ProofOfValidity honest;
  private Collation.Built built;

  @BeforeEach
  void build() {
    bed = ParaBed.of(P1, P2, P3);
    bed.open(LIMITS, new ChannelId(P1, P2), new ChannelId(P3, P2), new ChannelId(P2, P1));
    bed.mine(bed.build(P1, transfer(P2, 10)), bed.build(P2, transfer(P1, 1))).mine();
    bed.mine(bed.build(P1, transfer(P2, 20)), bed.build(P3, transfer(P2, 30))).mine();
    built = (Collation.Built) bed.tryBuild(P2, Optional.empty(), transfer(P1, 2));
    honest = built.proof();
    assertThat(built.consumed()).hasSize(3);
    assertThat(bed.judge(built)).isInstanceOf(PovVerdict.Valid.class);
  }

  @Test
  void v1_otherBytesThanNamed_orNoProof_areRefused() {
    assertThat(step(bed.judge(built.candidate(), Bytes.literal("0x00")))).isEqualTo(PovStep.V1);
    Candidate naming = Forger.named(built.candidate(), honest, Bytes.literal("0x00"));
    assertThat(step(bed.judge(naming, Bytes.literal("0x00")))).isEqualTo(PovStep.V1);
    Candidate other = withHeads(built.candidate(), Hash32.ZERO, built.candidate().head());
    assertThat(step(bed.judge(other, built.pov()))).isEqualTo(PovStep.V1);
    Candidate head = withHeads(built.candidate(), built.candidate().parentHead(), Hash32.ZERO);
    assertThat(step(bed.judge(head, built.pov()))).isEqualTo(PovStep.V1);
    assertThat(stepOfIngress(i -> ingress(2, i.relayStorageRoot(), i.trieNodes(), i.channels())))
        .isEqualTo(PovStep.V1);
  }

  @Test
  void v2_relayStateOfAnotherFork_isRefused() {
    assertThat(stepOfIngress(i -> ingress(1, Hash32.ZERO, i.trieNodes(), i.channels())))
        .isEqualTo(PovStep.V2);
  }

  @Test
  void v3_madeUpMissingAndSurplusNodes_areRefused() {
    List<Bytes> nodes = honest.ingress().trieNodes();
    List<Bytes> surplus = new ArrayList<>(nodes);
    surplus.add(Bytes.literal("0x00"));
    List<Bytes> madeUp = new ArrayList<>(nodes);
    madeUp.set(1, Bytes.literal("0x41aa04bb"));
    List<Bytes> missing = nodes.subList(0, nodes.size() - 1);
    for (List<Bytes> forged : List.of(surplus, madeUp, missing)) {
      assertThat(stepOfIngress(i -> ingress(1, i.relayStorageRoot(), forged, i.channels())))
          .isEqualTo(PovStep.V3);
    }
  }

  @Test
  void v1_commitmentsOfHrmp_areRefused() {
    Candidate seed = built.candidate();
    CandidateCommitments hrmp =
        new CandidateCommitments.Hrmp(
            List.of(new CandidateCommitments.Message(P1, Bytes.literal("0x01"))),
            bed.relay.number(),
            bed.relay.number(),
            bed.relay.storageRoot());
    Candidate candidate =
        new Candidate(
            seed.para(),
            seed.session(),
            seed.relayParent(),
            seed.parentHead(),
            seed.head(),
            hrmp,
            seed.povHash(),
            seed.erasureRoot());

    assertThat(bed.judge(candidate, built.pov()))
        .isEqualTo(new PovVerdict.Invalid(new PovFault.Block(PovFault.Defect.OTHER_ACCEPTANCE)));
  }

  @Test
  void v4_omittedDoubledSwappedAndInventedChannels_areRefused() {
    List<ChannelProof> channels = honest.ingress().channels();
    ChannelProof last = channels.getLast();
    ChannelProof invented =
        new ChannelProof(
            new ParaId(4000),
            last.slotIndex(),
            last.slotCount(),
            last.rowSiblings(),
            last.messageRoot(),
            last.lastBlock(),
            last.head(),
            last.links(),
            last.bodies());
    for (List<ChannelProof> forged :
        List.of(
            channels.subList(0, 1),
            List.of(channels.getFirst(), last, last),
            channels.reversed())) {
      assertThat(stepOfIngress(i -> ingress(1, i.relayStorageRoot(), i.trieNodes(), forged)))
          .isEqualTo(PovStep.V4);
    }
    List<Bytes> keys = new ArrayList<>();
    keys.add(RelayItems.ingressIndexKey(P2));
    keys.add(RelayItems.watermarkKey(P2));
    keys.add(RelayItems.digestsKey(P2));
    List<ChannelProof> more = List.of(channels.getFirst(), last, invented);
    more.forEach(one -> keys.add(RelayItems.cstRootKey(one.sender())));
    List<Bytes> nodes = bed.relay.storage().prove(keys);
    assertThat(stepOfIngress(i -> ingress(1, i.relayStorageRoot(), nodes, more)))
        .isEqualTo(PovStep.V4);
  }

  @Test
  void v5_anotherCellAndSlot_areRefused() {
    assertThat(stepOfChannel(c -> channel(c, c.slotIndex(), Hash32.ZERO, c.links(), c.bodies())))
        .isEqualTo(PovStep.V5);
    assertThat(
            stepOfChannel(
                c -> channel(c, c.slotIndex() + 1, c.messageRoot(), c.links(), c.bodies())))
        .isEqualTo(PovStep.V5);
  }

  @Test
  void v7_aHeadAtAnotherPosition_isRefused() {
    assertThat(
            stepOfChannel(
                c -> withHead(c, new MessageRoot.Proof(1, 1, c.head().orElseThrow().siblings()))))
        .isEqualTo(PovStep.V7);
  }

  @Test
  void v8_droppedSwappedAndRenumberedLinks_areRefused() {
    List<ChannelProof.LinkClaim> links = honest.ingress().channels().getFirst().links();
    assertThat(links).hasSize(2);
    List<ChannelProof.LinkClaim> renumbered =
        List.of(links.get(0), new ChannelProof.LinkClaim(links.get(1).bodyHash(), 1));
    for (List<ChannelProof.LinkClaim> forged :
        List.of(links.subList(1, 2), links.subList(0, 1), links.reversed(), renumbered)) {
      assertThat(stepOfChannel(c -> channel(c, c.slotIndex(), c.messageRoot(), forged, c.bodies())))
          .isEqualTo(PovStep.V8);
    }
  }

  @Test
  void v11_ackWithoutProcessing_andSkipping_areRefused() {
    Commitments old = honest.block().header().commitments();
    for (Watermark forged : List.of(Watermark.START, Watermark.endOf(bed.relay.number() + 1))) {
      Commitments idle =
          new Commitments(
              old.messageRoot(),
              old.sent(),
              forged,
              old.relayParentNumber(),
              old.relayStorageRoot());
      assertThat(stepOf(withCommitments(idle))).isEqualTo(PovStep.V11);
    }
  }

  @Test
  void v12_alteredMissingAndSurplusBodies_areRefused() {
    List<Bytes> bodies = honest.ingress().channels().getFirst().bodies();
    List<Bytes> surplus = new ArrayList<>(bodies);
    surplus.add(bodies.getFirst());
    for (List<Bytes> forged : List.of(bodies.reversed(), bodies.subList(0, 1), surplus)) {
      assertThat(stepOfChannel(c -> channel(c, c.slotIndex(), c.messageRoot(), c.links(), forged)))
          .isEqualTo(PovStep.V12);
    }
  }

  @Test
  void vOut_anotherCellHeadLinkOrBody_isRefused() {
    assertThat(stepOfSent(s -> sent(s, s.slotIndex() + 1, s.oldHead(), s.prevLink(), s.body())))
        .isEqualTo(PovStep.V_OUT_1);
    assertThat(stepOfSent(s -> sent(s, s.slotIndex(), Optional.empty(), s.prevLink(), s.body())))
        .isEqualTo(PovStep.V_OUT_2);
    assertThat(stepOfSent(s -> sent(s, s.slotIndex(), s.oldHead(), Hash32.ZERO, s.body())))
        .isEqualTo(PovStep.V_OUT_3);
    assertThat(
            stepOfSent(
                s -> sent(s, s.slotIndex(), s.oldHead(), s.prevLink(), Bytes.literal("0x00"))))
        .isEqualTo(PovStep.V_OUT_4);
  }

  @Test
  void vOut5_aMessageRootOrBitThatNobodySent_isRefused() {
    Commitments old = honest.block().header().commitments();
    Commitments root =
        new Commitments(
            Hash32.ofNumber(1),
            old.sent(),
            old.watermark(),
            old.relayParentNumber(),
            old.relayStorageRoot());
    Commitments bit =
        new Commitments(
            old.messageRoot(),
            Bitfield.of(2, 0, 1),
            old.watermark(),
            old.relayParentNumber(),
            old.relayStorageRoot());
    assertThat(stepOf(withCommitments(root))).isEqualTo(PovStep.V_OUT_5);
    assertThat(stepOf(withCommitments(bit))).isEqualTo(PovStep.V_OUT_5);
  }

  @Test
  void v14_aStateThatTheBlockDoesNotGive_isRefused() {
    ParaHeader header = honest.block().header();
    ParaHeader forged =
        new ParaHeader(header.parent(), header.number(), Hash32.ofNumber(1), header.commitments());
    assertThat(defect(withBlock(block(forged, honest.block().transactions(), sends()))))
        .isEqualTo(PovFault.Defect.OTHER_STATE);
    List<Bytes> more = new ArrayList<>(honest.block().transactions());
    more.add(new LedgerEntry.Transfer(ParaBed.ALICE, P2, ParaBed.BOB, 1).encode());
    assertThat(defect(withBlock(block(header, more, sends()))))
        .isEqualTo(PovFault.Defect.OTHER_STATE);
  }

  @Test
  void am18_anErasureRootThatIsNotOverTheChunksOfTheProof_isRefused() {
    Candidate good = built.candidate();
    Candidate forged =
        new Candidate(
            good.para(),
            good.session(),
            good.relayParent(),
            good.parentHead(),
            good.head(),
            good.commitments(),
            good.povHash(),
            Hash32.ZERO);

    assertThat(good.erasureRoot())
        .isEqualTo(ErasureCode.encode(bed.relay.session().validators().size(), built.pov()).root());
    assertThat(bed.judge(forged, built.pov()))
        .isEqualTo(new PovVerdict.Invalid(new PovFault.Block(PovFault.Defect.OTHER_CHUNKS)));
  }

  @Test
  void v14_aBatchThatIsNotInTheOutbox_isRefused() {
    ParaHeader header = honest.block().header();
    for (long count : new long[] {0, 2}) {
      List<ParaBlock.Send> forged = List.of(new ParaBlock.Send(P1, count));
      assertThat(defect(withBlock(block(header, honest.block().transactions(), forged))))
          .isEqualTo(PovFault.Defect.SEND_NOT_IN_OUTBOX);
    }
  }

  @Test
  void v14_aWitnessWithAGapOrSurplus_isRefused() {
    List<Bytes> nodes = honest.stateWitness();
    for (int gap = 0; gap < nodes.size(); gap++) {
      List<Bytes> fewer = new ArrayList<>(nodes);
      fewer.remove(gap);
      assertThat(defect(withWitness(fewer))).isEqualTo(PovFault.Defect.WITNESS_MISSING);
    }
    List<Bytes> surplus = new ArrayList<>(nodes);
    surplus.add(Bytes.literal("0x00"));
    assertThat(defect(withWitness(surplus))).isEqualTo(PovFault.Defect.WITNESS_SURPLUS);
  }

  private PovStep step(PovVerdict verdict) {
    assertThat(verdict).isInstanceOf(PovVerdict.Invalid.class);
    return ((PovVerdict.Invalid) verdict).fault().step();
  }

  private PovStep stepOf(ProofOfValidity forged) {
    return step(judge(forged));
  }

  private PovFault.Defect defect(ProofOfValidity forged) {
    PovVerdict.Invalid invalid = (PovVerdict.Invalid) judge(forged);
    return ((PovFault.Block) invalid.fault()).defect();
  }

  private PovVerdict judge(ProofOfValidity forged) {
    Bytes encoded = forged.encode();
    return bed.judge(Forger.named(built.candidate(), forged, encoded), encoded);
  }

  private static Candidate withHeads(Candidate source, Hash32 parentHead, Hash32 head) {
    return new Candidate(
        source.para(),
        source.session(),
        source.relayParent(),
        parentHead,
        head,
        source.commitments(),
        source.povHash(),
        source.erasureRoot());
  }

  private PovStep stepOfIngress(UnaryOperator<XcmpIngress> change) {
    return stepOf(
        new ProofOfValidity(
            honest.parent(),
            honest.block(),
            honest.stateWitness(),
            change.apply(honest.ingress()),
            honest.egress()));
  }

  private PovStep stepOfChannel(UnaryOperator<ChannelProof> change) {
    List<ChannelProof> channels = new ArrayList<>(honest.ingress().channels());
    channels.set(0, change.apply(channels.getFirst()));
    return stepOfIngress(i -> ingress(1, i.relayStorageRoot(), i.trieNodes(), channels));
  }

  private PovStep stepOfSent(UnaryOperator<XcmpEgress.Sent> change) {
    XcmpEgress old = honest.egress();
    XcmpEgress forged =
        new XcmpEgress(
            1,
            old.relayParentNumber(),
            old.relayStorageRoot(),
            old.trieNodes(),
            old.slotCount(),
            List.of(change.apply(old.channels().getFirst())));
    return stepOf(
        new ProofOfValidity(
            honest.parent(), honest.block(), honest.stateWitness(), honest.ingress(), forged));
  }

  private XcmpIngress ingress(
      int version, Hash32 root, List<Bytes> nodes, List<ChannelProof> channels) {
    return new XcmpIngress(version, bed.relay.number(), root, nodes, channels);
  }

  private static ChannelProof channel(
      ChannelProof source,
      long slot,
      Hash32 messageRoot,
      List<ChannelProof.LinkClaim> links,
      List<Bytes> bodies) {
    return new ChannelProof(
        source.sender(),
        slot,
        source.slotCount(),
        source.rowSiblings(),
        messageRoot,
        source.lastBlock(),
        source.head(),
        links,
        bodies);
  }

  private static ChannelProof withHead(ChannelProof source, MessageRoot.Proof head) {
    return new ChannelProof(
        source.sender(),
        source.slotIndex(),
        source.slotCount(),
        source.rowSiblings(),
        source.messageRoot(),
        source.lastBlock(),
        Optional.of(head),
        source.links(),
        source.bodies());
  }

  private static XcmpEgress.Sent sent(
      XcmpEgress.Sent source,
      long slot,
      Optional<XcmpEgress.OldHead> oldHead,
      Hash32 prevLink,
      Bytes body) {
    return new XcmpEgress.Sent(
        source.recipient(),
        slot,
        source.rowSiblings(),
        source.messageRoot(),
        source.lastBlock(),
        oldHead,
        prevLink,
        source.prevBlock(),
        body);
  }

  private ProofOfValidity withCommitments(Commitments commitments) {
    ParaHeader old = honest.block().header();
    ParaHeader header = new ParaHeader(old.parent(), old.number(), old.stateRoot(), commitments);
    return withBlock(block(header, honest.block().transactions(), sends()));
  }

  private List<ParaBlock.Send> sends() {
    return honest.block().sends();
  }

  private static ParaBlock block(
      ParaHeader header, List<Bytes> transactions, List<ParaBlock.Send> sends) {
    return new ParaBlock(header, transactions, sends);
  }

  private ProofOfValidity withBlock(ParaBlock block) {
    return new ProofOfValidity(
        honest.parent(), block, honest.stateWitness(), honest.ingress(), honest.egress());
  }

  private ProofOfValidity withWitness(List<Bytes> witness) {
    return new ProofOfValidity(
        honest.parent(), honest.block(), witness, honest.ingress(), honest.egress());
  }
}
