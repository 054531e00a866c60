package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.invariant.Fact;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultyWorldTest {
  private static final int SEEDS = Integer.getInteger("fairlead.seeds", 10);

  @ParameterizedTest
  @MethodSource("dev.fairlead.simulator.world.Worlds#strategies")
  void lossesForksCrashesAndPartitionsBreakNothing(DeliveryStrategy strategy) {
    long first = Long.getLong("fairlead.seed", 1);
    for (long seed = first; seed < first + SEEDS; seed++) {
      WorldReport report =
          new World(Worlds.mixed(true), RoleMachines.standard(strategy), seed).run();

      assertThat(report.invariants())
          .as("again: -Dtest=FaultyWorldTest -Dfairlead.seed=%s -Dfairlead.seeds=1", seed)
          .allSatisfy(one -> assertThat(one.violation()).isEmpty());
      assertThat(report.metrics().chain().reorgs()).isGreaterThan(2);
      assertThat(report.metrics().network().lost()).isGreaterThan(20);
      assertThat(report.metrics().delivery().acked()).isGreaterThan(100);
      assertThat(report.metrics().delivery().waiting()).isZero();
    }
  }

  @Test
  void aViolationNamesTheStepThatShowedIt() {
    WorldSettings settings = Worlds.mixed(true);

    WorldReport report =
        new World(
                settings,
                Worlds.S1,
                7,
                fact ->
                    fact.block().state().number() >= 20 ? new Fact(fact.block(), List.of()) : fact)
            .run();

    WorldReport.Violation violation = report.verdict("nobody-overtaken").violation().orElseThrow();
    assertThat(report.isGood()).isFalse();
    assertThat(violation.text()).contains(" acted on [], acknowledged are [");
    WorldReport before = new World(settings, Worlds.S1, 7).runUntil(violation.step() - 1);
    WorldReport at = new World(settings, Worlds.S1, 7).runUntil(violation.step());
    assertThat(before.metrics().chain().relayBlocks())
        .isLessThan(at.metrics().chain().relayBlocks());
  }
}
