package dev.fairlead.xcmp.para;

import static dev.fairlead.xcmp.para.ParaBed.BOB;
import static dev.fairlead.xcmp.para.ParaBed.LIMITS;
import static dev.fairlead.xcmp.para.ParaBed.P1;
import static dev.fairlead.xcmp.para.ParaBed.P2;
import static dev.fairlead.xcmp.para.ParaBed.P3;
import static dev.fairlead.xcmp.para.ParaBed.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.proof.EgressVerdict;
import dev.fairlead.xcmp.proof.ProofFault;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Senders that break the rules: what their validators see, and their recipients' if they do not.
 */
final class RogueSenderTest {
  private static final ChannelId CHANNEL = new ChannelId(P1, P2);
  private static final Bytes BODY =
      MessageBatch.encode(List.of(new LedgerEntry.Mint(BOB, 7).encode()));

  @Test
  void vOut3_aLinkThatCarriesAnotherBlock_isRefusedAtTheSender() {
    ParaBed bed = receivers();
    Collation.Built built = (Collation.Built) bed.tryBuild(P1, Optional.empty(), transfer(P2, 7));
    ProofOfValidity honest = built.proof();
    XcmpEgress.Sent sent = honest.egress().channels().getFirst();
    Commitments old = honest.block().header().commitments();
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    links.put(P2, LinkCodec.SEED.link(sent.prevLink(), 7, LinkCodec.bodyHash(sent.body())));
    Commitments commitments =
        new Commitments(
            MessageRoot.of(links),
            old.sent(),
            old.watermark(),
            old.relayParentNumber(),
            old.relayStorageRoot());

    PovFault fault = Forger.fault(bed, built.candidate(), renumbered(honest, commitments));

    assertThat(fault)
        .isEqualTo(
            new PovFault.Outgoing(EgressVerdict.Fault.PREVIOUS_BLOCK_MISMATCH, Optional.of(P2)));
  }

  private static ProofOfValidity renumbered(ProofOfValidity pov, Commitments commitments) {
    ParaHeader old = pov.block().header();
    ParaHeader header = new ParaHeader(old.parent(), old.number(), old.stateRoot(), commitments);
    XcmpEgress egress = pov.egress();
    XcmpEgress.Sent sent = egress.channels().getFirst();
    XcmpEgress.Sent other =
        new XcmpEgress.Sent(
            sent.recipient(),
            sent.slotIndex(),
            sent.rowSiblings(),
            sent.messageRoot(),
            sent.lastBlock(),
            sent.oldHead(),
            sent.prevLink(),
            7,
            sent.body());
    return new ProofOfValidity(
        pov.parent(),
        new ParaBlock(header, pov.block().transactions(), pov.block().sends()),
        pov.stateWitness(),
        pov.ingress(),
        new XcmpEgress(
            1,
            egress.relayParentNumber(),
            egress.relayStorageRoot(),
            egress.trieNodes(),
            egress.slotCount(),
            List.of(other)));
  }

  @Test
  void v9_aFirstLinkWithABlockBeforeIt_isRefused() {
    ParaBed bed = receivers();
    Forger.enact(bed, CHANNEL, Hash32.ZERO, 7, BODY);

    assertThat(faultAtRecipient(bed)).isEqualTo(ProofFault.FIRST_BLOCK_MISMATCH);
  }

  @Test
  void v9_blocksThatDoNotAscend_areRefused() {
    ParaBed bed = receivers();
    SentMessage first = Forger.enact(bed, CHANNEL, Hash32.ZERO, 0, BODY);
    Forger.enact(bed, CHANNEL, first.link(), 0, BODY);

    assertThat(faultAtRecipient(bed)).isEqualTo(ProofFault.BLOCKS_NOT_ASCENDING);
  }

  @Test
  void v9_aLinkEnactedAfterTheRelayParent_isRefused() {
    ParaBed bed = receivers();
    SentMessage first = Forger.enact(bed, CHANNEL, Hash32.ZERO, 0, BODY);
    Forger.enact(bed, CHANNEL, first.link(), bed.relay.number() + 100, BODY);

    assertThat(faultAtRecipient(bed)).isEqualTo(ProofFault.AFTER_RELAY_PARENT);
  }

  @Test
  void v9_aLinkBehindTheWatermark_isRefused() {
    ParaBed bed = receivers();
    bed.mine(bed.build(P3, transfer(P2, 1))).mine();
    bed.mine(bed.build(P2)).mine();
    long passed = bed.relay.watermark(P2).block();
    SentMessage first = Forger.enact(bed, CHANNEL, Hash32.ZERO, 0, BODY);
    Forger.enact(bed, CHANNEL, first.link(), passed, BODY);

    assertThat(faultAtRecipient(bed)).isEqualTo(ProofFault.BEHIND_WATERMARK);
  }

  @Test
  void v10_aLinkThatJumpsTheQueue_isRefused() {
    ParaBed bed = receivers();
    bed.mine(bed.build(P3, transfer(P2, 1))).mine();
    long third = bed.relay.number();
    SentMessage first = Forger.enact(bed, CHANNEL, Hash32.ZERO, 0, BODY);
    Forger.enact(bed, CHANNEL, first.link(), third - 1, BODY);

    assertThat(faultAtRecipient(bed)).isEqualTo(ProofFault.DIGEST_MISMATCH);
  }

  @Test
  void rx3_aBodyThatDoesNotDecode_isAcknowledgedAndHarmless() throws Exception {
    for (Bytes bad :
        List.of(
            Bytes.EMPTY,
            Bytes.literal("0xff"),
            Bytes.literal("0x00ff"),
            Bytes.literal("0x08" + "0403"),
            MessageBatch.encode(List.of(Bytes.literal("0xff"))))) {
      ParaBed bed = receivers();
      Forger.enact(bed, CHANNEL, Hash32.ZERO, 0, bad);
      long first = bed.relay.number();
      bed.mine(bed.build(P3, transfer(P2, 20))).mine();
      long second = bed.relay.number();

      Collation.Built acting = bed.build(P2);
      bed.mine(acting).mine();

      assertThat(acting.consumed())
          .containsExactly(new Watermark(first, P1), new Watermark(second, P3));
      assertThat(bed.relay.queue(P2).entries()).isEmpty();
      assertThat(bed.included(P2).inbox()).isEmpty();
      assertThat(bed.balance(P2, BOB)).as("after %s", bad).isEqualTo(20);
      assertThat(TokenLedger.total(bed.included(P2))).isEqualTo(ParaBed.BALANCE + 20);
    }
  }

  @Test
  void p4_aSecondLinkWhileOneIsInFlight_isRefused() throws Exception {
    ParaBed bed = receivers();
    Collation.Built first = bed.build(P1, transfer(P2, 1));
    bed.mine(first).mine();
    Collation.Built second = bed.build(P1, transfer(P2, 2));
    bed.mine(second);
    Optional<SentMessage> enacted = Optional.of(first.outcome().sent().getFirst().message());

    assertThat(Forger.sendAfter(bed, CHANNEL, second.candidate().head(), enacted))
        .isEqualTo(new PovFault.Block(PovFault.Defect.PREVIOUS_LINK_IN_FLIGHT));
  }

  @Test
  void p6_oneMessageBeyondCountBytesOrSize_isRefused() throws Exception {
    for (ChannelLimits limits :
        List.of(new ChannelLimits(1, 1_000, 100), new ChannelLimits(8, 80, 80))) {
      ParaBed bed = ParaBed.of(P1, P2).open(limits, CHANNEL);
      Collation.Built first = bed.build(P1, transfer(P2, 1));
      bed.mine(first).mine();
      Optional<SentMessage> enacted = Optional.of(first.outcome().sent().getFirst().message());

      assertThat(Forger.sendAfter(bed, CHANNEL, first.candidate().head(), enacted))
          .as("%s", limits)
          .isEqualTo(new PovFault.Block(PovFault.Defect.CAPACITY_EXCEEDED));
    }
    ParaBed bed = ParaBed.of(P1, P2).open(new ChannelLimits(8, 1_000, 40), CHANNEL);
    Hash32 head = bed.relay.para(P1).orElseThrow().head();
    assertThat(Forger.sendAfter(bed, CHANNEL, head, Optional.empty()))
        .isEqualTo(new PovFault.Block(PovFault.Defect.CAPACITY_EXCEEDED));
  }

  @Test
  void v14_batchesOutOfOrderDoubledOrOfAnEmptyOutbox_areRefused() {
    ParaBed bed = ParaBed.of(P1, P2, P3).open(LIMITS, CHANNEL, new ChannelId(P1, P3));
    Collation.Built built =
        (Collation.Built)
            bed.tryBuild(P1, Optional.empty(), transfer(P2, 1), transfer(P2, 2), transfer(P3, 3));
    ParaBlock.Send two = new ParaBlock.Send(P2, 2);
    ParaBlock.Send one = new ParaBlock.Send(P2, 1);
    ParaBlock.Send other = new ParaBlock.Send(P3, 1);
    assertThat(built.proof().block().sends()).containsExactly(two, other);

    for (List<ParaBlock.Send> forged :
        List.of(
            List.of(other, two),
            List.of(one, one, other),
            List.of(two, two, other),
            List.of(two, new ParaBlock.Send(P3, 0xffff_ffffL)))) {
      assertThat(Forger.fault(bed, built.candidate(), Forger.withSends(built.proof(), forged)))
          .as("%s", forged)
          .isEqualTo(new PovFault.Block(PovFault.Defect.SEND_NOT_IN_OUTBOX));
    }
  }

  private static ParaBed receivers() {
    return ParaBed.of(P1, P2, P3).open(LIMITS, CHANNEL, new ChannelId(P3, P2));
  }

  /** What the validators of a recipient find, whose collator trusts the rogue's links. */
  private static ProofFault faultAtRecipient(ParaBed bed) {
    Collation.Built built = (Collation.Built) bed.tryBuild(P2, Optional.empty());
    PovVerdict.Invalid verdict = (PovVerdict.Invalid) bed.judge(built);
    return ((PovFault.Incoming) verdict.fault()).fault();
  }
}
