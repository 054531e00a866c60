package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.AP;
import static dev.fairlead.xcmp.relaychain.RelayBed.B;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.hrmp.HrmpItems;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.queue.WatermarkRule;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A relay chain that takes messages as the live one does: A6 and its own watermark rules. */
final class HrmpRulesTest {
  private static final RelaySettings SETTINGS =
      new RelaySettings(
          Hash32.ZERO,
          Acceptance.HRMP,
          QueueOrder.BY_ID,
          RelaySettings.Candidates.STANDARD,
          RelaySettings.Channels.STANDARD,
          RelaySettings.Backup.STANDARD);

  private final RelayBed bed = new RelayBed(SETTINGS);

  private static CandidateCommitments.Message message(ParaId recipient, int size) {
    return new CandidateCommitments.Message(recipient, RelayBed.body(size));
  }

  private Candidate sending(CandidateCommitments.Message... messages) {
    return bed.candidate(A).hrmp(bed.state.number(), messages);
  }

  private void refused(CandidateFault.HrmpFault fault, int index, Candidate candidate) {
    CandidateFault.MessageRefused expected = new CandidateFault.MessageRefused(fault, index);
    assertThat(bed.judge(candidate)).contains(expected);
    assertThat(expected.rule()).isEqualTo(ChainRule.A6);
  }

  @Test
  void a6_messagesWithinAllLimits_areTaken() {
    bed.open(A, B);
    bed.open(A, P, new ChannelLimits(1, 100, 100));

    assertThat(bed.judge(sending(message(B, 0), message(P, 100)))).isEmpty();
    assertThat(bed.judge(sending())).isEmpty();
  }

  @Test
  void a6_tooMany_namesTheMost() {
    CandidateCommitments.Message[] eleven =
        IntStream.range(0, 11)
            .mapToObj(at -> message(new ParaId(5000 + at), 1))
            .toArray(CandidateCommitments.Message[]::new);

    refused(CandidateFault.HrmpFault.TOO_MANY, 10, sending(eleven));
  }

  @Test
  void a6_tenMessages_areNotTooMany() {
    CandidateCommitments.Message[] ten =
        IntStream.range(0, 10)
            .mapToObj(at -> message(new ParaId(5000 + at), 1))
            .toArray(CandidateCommitments.Message[]::new);

    refused(CandidateFault.HrmpFault.NO_SUCH_CHANNEL, 0, sending(ten));
  }

  @Test
  void a6_notSorted_namesTheSecondOfThePair() {
    bed.open(A, B);
    bed.open(A, P);

    refused(CandidateFault.HrmpFault.NOT_SORTED, 1, sending(message(P, 1), message(B, 1)));
    refused(CandidateFault.HrmpFault.NOT_SORTED, 1, sending(message(P, 1), message(P, 1)));
  }

  @Test
  void a6_noSuchChannel_namesTheMessage() {
    bed.open(A, B);

    refused(CandidateFault.HrmpFault.NO_SUCH_CHANNEL, 1, sending(message(B, 1), message(P, 1)));
  }

  @Test
  void a6_sealedChannel_isNoChannel() {
    bed.open(A, P);
    bed.call(new RelayCall.Close(A, AP));

    refused(CandidateFault.HrmpFault.NO_SUCH_CHANNEL, 0, sending(message(P, 1)));
  }

  @Test
  void a6_messageTooBig_namesTheMessage() {
    bed.open(A, B);
    bed.open(A, P);

    refused(CandidateFault.HrmpFault.MESSAGE_TOO_BIG, 1, sending(message(B, 1), message(P, 101)));
  }

  @Test
  void a6_totalTooBig_countsWhatWaitsAndWhatIsInFlight() {
    bed.open(A, P, new ChannelLimits(10, 100, 60));
    bed.include(sending(message(P, 40)));
    assertThat(bed.judge(sending(message(P, 60)))).isEmpty();
    refused(CandidateFault.HrmpFault.MESSAGE_TOO_BIG, 0, sending(message(P, 61)));
    bed.mine(content -> content.back(sending(message(P, 30))));

    assertThat(bed.judge(sending(message(P, 30)))).isEmpty();
    refused(CandidateFault.HrmpFault.TOTAL_TOO_BIG, 0, sending(message(P, 31)));
  }

  @Test
  void a6_capacityExceeded_countsWhatWaitsAndWhatIsInFlight() {
    bed.open(A, P, new ChannelLimits(2, 100, 60));
    bed.include(sending(message(P, 1)));
    assertThat(bed.judge(sending(message(P, 1)))).isEmpty();
    bed.mine(content -> content.back(sending(message(P, 1))));

    refused(CandidateFault.HrmpFault.CAPACITY_EXCEEDED, 0, sending(message(P, 1)));
    assertThat(bed.judge(sending())).isEmpty();
  }

  @Test
  void a6_faults_areInTheOrderOfTheLiveChecks() {
    assertThat(CandidateFault.HrmpFault.values())
        .extracting(Enum::name)
        .containsExactly(
            "TOO_MANY",
            "NOT_SORTED",
            "NO_SUCH_CHANNEL",
            "MESSAGE_TOO_BIG",
            "TOTAL_TOO_BIG",
            "CAPACITY_EXCEEDED");
    bed.open(A, P, new ChannelLimits(1, 10, 10));
    bed.include(sending(message(P, 10)));

    refused(CandidateFault.HrmpFault.MESSAGE_TOO_BIG, 0, sending(message(P, 11)));
    refused(CandidateFault.HrmpFault.TOTAL_TOO_BIG, 0, sending(message(P, 1)));
    refused(CandidateFault.HrmpFault.CAPACITY_EXCEEDED, 0, sending(message(P, 0)));
  }

  @Test
  void a6_commitmentsOfTheSeed_areRefused() {
    assertThat(bed.judge(bed.candidate(A).build()))
        .contains(new CandidateFault.OtherAcceptance(Acceptance.HRMP));
  }

  @Test
  void a6_enactment_stampsTheMessage_withItsOwnBlock() {
    bed.open(A, P);
    bed.include(sending(message(P, 3)));
    long sentAt = bed.state.number();

    HrmpQueue queue = bed.state.hrmpQueue(AP);
    Hash32 link = LinkCodec.HRMP.link(Hash32.ZERO, sentAt, LinkCodec.bodyHash(RelayBed.body(3)));
    assertThat(queue)
        .isEqualTo(
            new HrmpQueue(List.of(new HrmpQueue.Stamped(sentAt, RelayBed.body(3))), 3, link));
    assertThat(bed.queue(P)).containsExactly(new Watermark(sentAt, A));
  }

  @Test
  void a6_acknowledgedMessages_leaveTheQueue_andTheHeadStays() {
    bed.open(A, P);
    bed.include(sending(message(P, 3)));
    long first = bed.state.number();
    bed.include(sending(message(P, 4)));
    Hash32 head = bed.state.hrmpQueue(AP).head();

    bed.include(bed.candidate(P).hrmp(first));

    assertThat(bed.state.hrmpQueue(AP).waiting())
        .extracting(one -> one.body().size())
        .containsExactly(4);
    assertThat(bed.state.hrmpQueue(AP).totalBytes()).isEqualTo(4);
    assertThat(bed.state.hrmpQueue(AP).head()).isEqualTo(head);
    assertThat(bed.queue(P)).hasSize(1);
  }

  @Test
  void a6_storage_holdsWhatTheLiveRelayChainHas() {
    bed.open(A, P);
    bed.include(sending(message(P, 3)));
    long sentAt = bed.state.number();
    bed.include(bed.candidate(P).hrmp(bed.state.number()));
    bed.include(sending(message(P, 2)));

    Bytes contents =
        new ScaleWriter()
            .writeList(
                List.of(RelayBed.body(2)),
                (writer, body) -> writer.writeU32(bed.state.number()).writeBytes(body))
            .toBytes();
    assertThat(bed.state.storage().get(HrmpItems.CHANNEL_CONTENTS.key(A, P))).contains(contents);
    assertThat(bed.state.storage().get(HrmpItems.WATERMARKS.key(P)))
        .contains(new ScaleWriter().writeU32(sentAt).toBytes());
    assertThat(bed.state.storage().get(HrmpItems.INGRESS_CHANNELS_INDEX.key(P)))
        .contains(Bytes.literal("0x04e8030000"));
    assertThat(bed.state.storage().get(HrmpItems.EGRESS_CHANNELS_INDEX.key(A)))
        .contains(Bytes.literal("0x04d0070000"));
    assertThat(bed.state.storage().get(HrmpItems.CHANNELS.key(A, P)).orElseThrow().size())
        .isEqualTo(5 * 4 + 33 + 32);
  }

  @Test
  void w1_hrmp_aheadOfTheRelayParent_isRefused() {
    bed.mine(1);
    watermarkRefused(WatermarkRule.W1, Watermark.START, 2);
    assertThat(bed.judge(bed.candidate(P).hrmp(1))).isEmpty();
  }

  @Test
  void w2_hrmp_behindTheLast_isRefused_andStayingIsAllowed() {
    bed.open(A, P);
    bed.include(sending(message(P, 3)));
    bed.include(bed.candidate(P).hrmp(bed.state.number()));
    long last = bed.state.watermark(P).block();
    bed.include(sending(message(P, 3)));

    watermarkRefused(WatermarkRule.W2, Watermark.endOf(last), last - 1);
    assertThat(bed.judge(bed.candidate(P).hrmp(last))).isEmpty();
  }

  @Test
  void w4_hrmp_blockWithoutMessages_isRefused_unlessItIsTheRelayParent() {
    bed.open(A, P);
    bed.include(sending(message(P, 3)));
    long sent = bed.state.number();
    bed.mine(2);

    watermarkRefused(WatermarkRule.W4, Watermark.START, sent + 1);
    assertThat(bed.judge(bed.candidate(P).hrmp(sent))).isEmpty();
    assertThat(bed.judge(bed.candidate(P).hrmp(sent + 2))).isEmpty();
  }

  @Test
  void w5_hrmp_watermarkOfACandidateInFlight_isTheLast() {
    bed.mine(2);
    bed.mine(content -> content.back(bed.candidate(P).hrmp(2)));

    watermarkRefused(WatermarkRule.W2, Watermark.endOf(2), 1);
  }

  private void watermarkRefused(WatermarkRule rule, Watermark last, long block) {
    assertThat(bed.judge(bed.candidate(P).hrmp(block)))
        .contains(new CandidateFault.WatermarkRefused(rule, last, Watermark.endOf(block)));
  }
}
