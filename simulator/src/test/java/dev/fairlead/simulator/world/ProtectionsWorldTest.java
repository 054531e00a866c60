package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.xcmp.delivery.DeliverySettings;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import dev.fairlead.xcmp.delivery.RedundancyTarget;
import dev.fairlead.xcmp.judge.Protection;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every heavy protection may be off (AM24), what is off by default may be on, and worlds go on. */
class ProtectionsWorldTest {
  private static final DeliverySettings.Judging JUDGING = DeliverySettings.STANDARD.judging();

  @ParameterizedTest
  @EnumSource
  void am24_withoutOneProtection_everyMessageIsAcknowledged(Protection off) {
    assertQuiet(new DeliveryStrategy.Sending(), JUDGING.with(JUDGING.rules().without(off)));
  }

  @Test
  void am24_withoutAnyProtection_everyMessageIsAcknowledged() {
    assertQuiet(new DeliveryStrategy.Both(), JUDGING.with(JUDGING.rules().with(Set.of())));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void am24_pushingToCollators_everyMessageIsAcknowledged(DeliveryStrategy strategy) {
    assertQuiet(strategy, JUDGING.pushing(new RedundancyTarget(2)));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void s59_pipelining_everyMessageIsAcknowledged(DeliveryStrategy strategy) {
    assertQuiet(strategy, JUDGING.with(new DeliverySettings.Pipelining(true, 2 << 20, 10)));
  }

  private static Stream<DeliveryStrategy> strategies() {
    return Worlds.strategies().stream();
  }

  private static void assertQuiet(DeliveryStrategy strategy, DeliverySettings.Judging judging) {
    RoleMachines machines = new RoleMachines(strategy, DeliverySettings.STANDARD.with(judging));
    WorldReport report = new World(Worlds.quiet(Traffic.Pattern.ALL, true), machines, 1).run();

    assertThat(report.invariants()).allSatisfy(one -> assertThat(one.violation()).isEmpty());
    assertThat(report.metrics().delivery().queued()).isGreaterThan(30);
    assertThat(report.metrics().delivery().acked()).isEqualTo(report.metrics().delivery().queued());
    assertThat(report.metrics().delivery().delay().max()).isEqualTo(2);
  }
}
