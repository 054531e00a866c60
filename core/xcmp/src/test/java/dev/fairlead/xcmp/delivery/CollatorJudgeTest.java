package dev.fairlead.xcmp.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.machine.InvariantViolation;
import dev.fairlead.xcmp.judge.Cutoff;
import dev.fairlead.xcmp.judge.JudgeSettings.CutoffRule;
import dev.fairlead.xcmp.judge.JudgeSettings.Weights;
import dev.fairlead.xcmp.relaychain.RelaySettings;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a validator does with what it observes, beyond what the dialogues show (ADR 0016). */
final class CollatorJudgeTest {
  private static final CutoffRule TEN =
      new CutoffRule(10, false, Weights.EVEN, OptionalLong.empty(), 100);

  @Test
  void am17_cutoffAboveThePeriod_isRefusedExceptInTheLaboratory() {
    DeliverySettings.Judging standard = DeliverySettings.STANDARD.judging();
    DeliverySettings network =
        DeliverySettings.STANDARD.with(standard.with(standard.rules().with(TEN)));
    DeliverySettings laboratory = network.with(network.judging().inLaboratory());

    assertThat(DeliverySettings.STANDARD.refusal(RelaySettings.STANDARD)).isEmpty();
    assertThat(network.refusal(RelaySettings.STANDARD)).contains(new Cutoff.AbovePeriod(10, 10));
    assertThat(laboratory.refusal(RelaySettings.STANDARD)).isEmpty();
    RelayStage relay = new RelayStage();
    NodeInput first = new NodeInput.BlockImported(relay.state, relay.parent, relay.events, true);
    ValidatorMachine careless = new ValidatorMachine(RelayStage.peer("v0"), network);
    assertThatThrownBy(() -> careless.step(0, first, _ -> {}))
        .isInstanceOf(InvariantViolation.class)
        .hasMessageContaining("AM17");
    new ValidatorMachine(RelayStage.peer("v0"), laboratory).step(0, first, _ -> {});
  }
}
