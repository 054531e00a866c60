package dev.fairlead.xcmp.relaychain;

import static dev.fairlead.xcmp.relaychain.RelayBed.A;
import static dev.fairlead.xcmp.relaychain.RelayBed.B;
import static dev.fairlead.xcmp.relaychain.RelayBed.P;
import static dev.fairlead.xcmp.relaychain.RelayBed.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.queue.WatermarkRule;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a candidate may advance its watermark: A5 with W1 to W7, on the relay chain's side. */
final class WatermarkRulesTest {
  private RelayBed bed = RelayBed.standard();
  private long first;
  private long second;

  /** Two entries of {@code first}, one of A in {@code second}, and one block after. */
  @BeforeEach
  void sendThreeMessages() {
    bed.open(A, P);
    bed.open(B, P);
    bed.include(bed.candidate(A).send(P).build(), bed.candidate(B).send(P).build());
    first = bed.state.number();
    second = bed.send(A, P);
    bed.mine(1);
  }

  private RelayBed.CandidateBuilder advancingTo(Watermark next) {
    return bed.candidate(P).watermark(next);
  }

  private void refused(WatermarkRule rule, Watermark last, Watermark next) {
    assertThat(bed.judge(advancingTo(next).build()))
        .contains(new CandidateFault.WatermarkRefused(rule, last, next));
  }

  private void taken(Watermark next) {
    assertThat(bed.judge(advancingTo(next).build())).isEmpty();
  }

  private void acknowledge(Watermark next) {
    bed.include(advancingTo(next).build());
  }

  @Test
  void a5_faultNamesTheRuleOfTheWatermark() {
    assertThat(
            new CandidateFault.WatermarkRefused(WatermarkRule.W3, Watermark.START, Watermark.START)
                .rule())
        .isEqualTo(ChainRule.W3);
    for (WatermarkRule rule : WatermarkRule.values()) {
      assertThat(ChainRule.of(rule).name()).isEqualTo(rule.name());
    }
  }

  @Test
  void w1_beyondTheRelayParent_isRefused() {
    refused(WatermarkRule.W1, Watermark.START, Watermark.endOf(bed.state.number() + 1));
    taken(Watermark.endOf(bed.state.number()));
  }

  @Test
  void w1_entryEnactedAfterTheRelayParent_isRefused() {
    RelayState before = bed.state;
    long third = bed.send(B, P);
    Watermark entry = new Watermark(third, B);

    assertThat(bed.judge(advancingTo(entry).on(before).build()))
        .contains(new CandidateFault.WatermarkRefused(WatermarkRule.W1, Watermark.START, entry));
    taken(entry);
  }

  @Test
  void w2_backwards_isRefused() {
    Watermark last = new Watermark(first, B);
    acknowledge(last);

    refused(WatermarkRule.W2, last, new Watermark(first, A));
    refused(WatermarkRule.W2, last, Watermark.START);
    refused(WatermarkRule.W2, last, Watermark.endOf(first - 1));
    taken(new Watermark(second, A));
  }

  @Test
  void w3_nothingAcknowledgedThoughSomethingWaits_isRefused() {
    refused(WatermarkRule.W3, Watermark.START, Watermark.START);
    refused(WatermarkRule.W3, Watermark.START, Watermark.endOf(first - 1));
    taken(new Watermark(first, A));
    acknowledge(new Watermark(first, A));
    refused(WatermarkRule.W3, new Watermark(first, A), new Watermark(first, A));
    taken(new Watermark(first, B));
  }

  @Test
  void w3_entryAfterTheRelayParent_doesNotWait() {
    acknowledge(Watermark.endOf(bed.state.number()));
    Watermark last = bed.state.watermark(P);
    RelayState before = bed.state;
    bed.send(B, P);

    assertThat(bed.judge(advancingTo(last).on(before).build())).isEmpty();
    refused(WatermarkRule.W3, last, last);
  }

  @Test
  void w4_noEntryAndNotTheEnd_isRefused() {
    refused(WatermarkRule.W4, Watermark.START, new Watermark(second, B));
    refused(WatermarkRule.W4, Watermark.START, Watermark.endOf(first));
    refused(WatermarkRule.W4, Watermark.START, new Watermark(bed.state.number(), A));
    taken(new Watermark(second, A));
    taken(Watermark.endOf(bed.state.number()));
  }

  @Test
  void w4_unchanged_isAllowedWhenNothingWaits() {
    acknowledge(new Watermark(second, A));

    taken(new Watermark(second, A));
    refused(WatermarkRule.W4, new Watermark(second, A), new Watermark(second, B));
  }

  @Test
  void w5_watermarkOfTheNewestCandidateInFlight_isTheLast() {
    Watermark inFlight = new Watermark(first, B);
    bed.mine(content -> content.back(advancingTo(inFlight).build()));

    refused(WatermarkRule.W2, inFlight, new Watermark(first, A));
    refused(WatermarkRule.W3, inFlight, inFlight);
    taken(new Watermark(second, A));
    assertThat(bed.state.watermark(P)).isEqualTo(Watermark.START);
  }

  @Test
  void w5_validCandidate_staysValidWhileItsAncestorIsEnacted() {
    RelayState relayParent = bed.state;
    Candidate ancestor = advancingTo(new Watermark(first, B)).build();
    Candidate next = advancingTo(new Watermark(second, A)).on(relayParent).after(ancestor).build();
    bed.mine(content -> content.back(ancestor));
    assertThat(bed.judge(next)).isEmpty();

    bed.mine(content -> content.available(ancestor));

    assertThat(bed.judge(next)).isEmpty();
  }

  @Test
  void w6_firstCandidateEver_startsBeforeEverything() {
    assertThat(bed.state.watermark(T)).isEqualTo(Watermark.START);
    assertThat(bed.judge(bed.candidate(T).watermark(Watermark.START).build())).isEmpty();
    taken(new Watermark(first, A));
  }

  @Test
  void w7_eachFork_hasItsOwnWatermark() {
    RelayState common = bed.state;
    acknowledge(new Watermark(second, A));
    RelayState left = bed.state;
    bed.state = common;
    acknowledge(new Watermark(first, A));
    RelayState right = bed.state;

    assertThat(common.watermark(P)).isEqualTo(Watermark.START);
    assertThat(left.watermark(P)).isEqualTo(new Watermark(second, A));
    assertThat(right.watermark(P)).isEqualTo(new Watermark(first, A));
    assertThat(right.queue(P).entries()).hasSize(2);
    assertThat(left.queue(P).entries()).isEmpty();
    assertThat(common.queue(P).entries()).hasSize(3);
  }

  @Test
  void o2_o3_shuffledBlock_isPassedByRank() {
    RelaySettings standard = RelaySettings.STANDARD;
    bed =
        new RelayBed(
            new RelaySettings(
                Hash32.ZERO,
                Acceptance.SEED,
                QueueOrder.SHUFFLE,
                standard.candidates(),
                standard.channels(),
                standard.backup()));
    bed.open(A, P);
    bed.open(B, P);
    while (QueueOrder.SHUFFLE.compare(rank(A), rank(B)) < 0) {
      bed.mine(1);
    }
    bed.include(bed.candidate(A).send(P).build(), bed.candidate(B).send(P).build());
    long block = bed.state.number();

    assertThat(bed.queue(P)).containsExactly(new Watermark(block, B), new Watermark(block, A));
    acknowledge(new Watermark(block, B));
    assertThat(bed.queue(P)).containsExactly(new Watermark(block, A));
    refused(WatermarkRule.W3, new Watermark(block, B), new Watermark(block, B));
    taken(new Watermark(block, A));
  }

  private Watermark rank(ParaId sender) {
    return new Watermark(bed.state.number() + 2, sender);
  }

  @Test
  void am7_marks_areNeverAssigned() {
    for (ParaId mark : List.of(ParaId.LOWEST, ParaId.HIGHEST)) {
      assertThat(bed.judge(new RelayCall.Register(mark, ParaKind.CHAIN, Hash32.ZERO, 0)))
          .contains(new CallFault.NotAssignable(mark));
    }
    refused(WatermarkRule.W4, Watermark.START, Watermark.endOf(second));
    taken(Watermark.endOf(bed.state.number()));
  }

  @Test
  void am7_digest_listsSendersAscending_whateverTheOrderOfEnactment() {
    assertThat(bed.state.tables().digest(P).get(first)).contains(List.of(A, B));
  }
}
