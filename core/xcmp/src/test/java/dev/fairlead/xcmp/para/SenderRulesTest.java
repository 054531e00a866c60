package dev.fairlead.xcmp.para;

import static dev.fairlead.xcmp.para.ParaBed.LIMITS;
import static dev.fairlead.xcmp.para.ParaBed.P1;
import static dev.fairlead.xcmp.para.ParaBed.P2;
import static dev.fairlead.xcmp.para.ParaBed.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a para does when it sends (section 4.2). */
final class SenderRulesTest {
  private static final ChannelId CHANNEL = new ChannelId(P1, P2);

  @Test
  void p1_messagesOfOneBlock_leaveInOneBatch_andWaitOverTheLimit() throws Exception {
    ParaBed bed = ParaBed.of(P1, P2).open(new ChannelLimits(8, 1_000, 100), CHANNEL);

    Collation.Built built = bed.build(P1, transfer(P2, 1), transfer(P2, 2), transfer(P2, 3));

    assertThat(built.proof().block().sends()).containsExactly(new ParaBlock.Send(P2, 2));
    assertThat(TokenLedger.carried(built.outcome().sent().getFirst().body())).isEqualTo(3);
    bed.mine(built).mine();
    assertThat(bed.included(P1).outbox(P2)).hasSize(1);
  }

  @Test
  void p2_messageRootAndBits_areThoseOfTheTouchedRecipients() {
    ParaBed bed = ParaBed.of(P1, P2, ParaBed.P3);
    bed.open(LIMITS, CHANNEL, new ChannelId(P1, ParaBed.P3));

    Collation.Built built = bed.build(P1, transfer(ParaBed.P3, 5));

    var commitments = built.outcome().header().commitments();
    SentMessage sent = built.outcome().sent().getFirst().message();
    assertThat(commitments.sent().setBits())
        .containsExactly(bed.relay.slot(sent.channel()).orElseThrow());
    assertThat(commitments.messageRoot())
        .isEqualTo(MessageRoot.of(new TreeMap<>(Map.of(ParaBed.P3, sent.link()))));
  }

  @Test
  void p3_p5_linksAreKept_untilTheWatermarkIsProven() throws Exception {
    ParaBed bed = ParaBed.of(P1, P2).open(LIMITS, CHANNEL);
    SentMessage first = send(bed, 1);
    SentMessage second = send(bed, 2);
    assertThat(bed.included(P1).egress(P2).links()).containsExactly(first, second);

    bed.mine(bed.build(P2)).mine();
    assertThat(bed.included(P1).egress(P2).links()).hasSize(2); // no proof yet
    SentMessage third = send(bed, 3);

    assertThat(bed.included(P1).egress(P2).links()).containsExactly(second, third);
    assertThat(third.prevLink()).isEqualTo(second.link());
  }

  @Test
  void p4_am11_whileALinkIsInFlight_blocksGoOnAndTheNextBatchWaits() throws Exception {
    ParaBed bed = ParaBed.of(P1, P2).open(LIMITS, CHANNEL);
    Collation.Built first = bed.build(P1, transfer(P2, 1));
    bed.mine(first);

    Collation.Built second = bed.build(P1, transfer(P2, 2));
    assertThat(second.candidate().parentHead()).isEqualTo(first.candidate().head());
    assertThat(second.outcome().sent()).isEmpty();
    bed.mine(second);
    Collation.Built third = bed.build(P1);
    assertThat(third.outcome().sent()).hasSize(1);
    bed.mine(third).mine();

    assertThat(bed.events).noneMatch(RelayEvent.CandidateRefused.class::isInstance);
    assertThat(bed.relay.pendingCount(CHANNEL)).isEqualTo(2);
    assertThat(bed.included(P1).outbox(P2)).isEmpty();
  }

  @Test
  void p6_beyondTheAgreedCapacity_nothingIsSent_untilTheRecipientActs() throws Exception {
    ParaBed bed = ParaBed.of(P1, P2).open(new ChannelLimits(2, 1_000, 100), CHANNEL);
    send(bed, 1);
    send(bed, 2);

    Collation.Built full = bed.build(P1, transfer(P2, 3));
    assertThat(full.outcome().sent()).isEmpty();
    bed.mine(full).mine();
    bed.mine(bed.build(P2)).mine();

    assertThat(bed.build(P1).outcome().sent()).hasSize(1);
  }

  @Test
  void p6_aBatchBeyondTheClaimedCapacity_isRefusedByTheCheck() {
    ParaBed bed = ParaBed.of(P1, P2).open(LIMITS, CHANNEL);
    Collation.Built built = bed.build(P1, transfer(P2, 1));
    RelayClaim claim = RelayClaim.of(bed.relay, P1);
    ChannelLimits tiny = new ChannelLimits(8, 10, 1_000);
    RelayClaim narrow =
        new RelayClaim(
            claim.order(),
            claim.bodyBytesMax(),
            new TreeMap<>(Map.of(P2, tiny)),
            claim.validators());

    PovVerdict verdict =
        new PovCheck(new TokenLedger(), bed.paraSettings)
            .judge(built.candidate(), built.pov(), narrow);

    assertThat(verdict)
        .isEqualTo(new PovVerdict.Invalid(new PovFault.Block(PovFault.Defect.CAPACITY_EXCEEDED)));
  }

  @Test
  void p7_bodiesAreKept_untilAFinalizedBlockHasProvenTheAck() {
    ParaBed bed = ParaBed.of(P1, P2).open(LIMITS, CHANNEL);
    ParaChain chain = bed.node(P1).chain;
    SentMessage first = send(bed, 1);
    SentMessage second = send(bed, 2);
    chain.finalized(chain.included(bed.relay).orElseThrow());
    assertThat(chain.message(CHANNEL, first.link())).isPresent();

    bed.mine(bed.build(P2)).mine();
    send(bed, 3);
    chain.finalized(chain.included(bed.relay).orElseThrow());

    assertThat(chain.message(CHANNEL, first.link())).isEmpty();
    assertThat(chain.message(CHANNEL, second.link())).isPresent();
  }

  private static SentMessage send(ParaBed bed, long amount) {
    Collation.Built built = bed.build(P1, transfer(P2, amount));
    bed.mine(List.of(built), List.of(), false).mine();
    return built.outcome().sent().getFirst().message();
  }
}
