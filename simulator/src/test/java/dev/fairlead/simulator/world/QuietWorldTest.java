package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuietWorldTest {
  /** Nobody waits longer than the two relay blocks that are the least (section 7.3). */
  @ParameterizedTest
  @MethodSource("strategiesAndPatterns")
  void everyMessageIsAcknowledged(DeliveryStrategy strategy, Traffic.Pattern pattern) {
    WorldReport report =
        new World(Worlds.quiet(pattern, true), RoleMachines.standard(strategy), 1).run();

    assertThat(report.invariants())
        .allSatisfy(one -> assertThat(one.violation()).isEmpty())
        .allSatisfy(one -> assertThat(one.checks()).isPositive());
    assertThat(report.metrics().delivery().queued()).isGreaterThan(30);
    assertThat(report.metrics().delivery().acked()).isEqualTo(report.metrics().delivery().queued());
    assertThat(report.metrics().delivery().waiting()).isZero();
    assertThat(report.metrics().delivery().delay().max()).isEqualTo(2);
  }

  /** Links of all that waits are needed to build (RX4): nobody may ask for the front alone. */
  @Test
  void rx4_moreEntriesAtATimeThanAnyWindow_areAllAcknowledged() {
    WorldSettings settings = Worlds.quiet(Traffic.Pattern.MANY_TO_ONE, true);
    WorldSettings crowded =
        new WorldSettings(
            12,
            new WorldSettings.Crowd(70, 1, 70, 1),
            new Traffic(Traffic.Pattern.MANY_TO_ONE, 100, 1, 4),
            settings.network(),
            settings.relay(),
            settings.faults(),
            true,
            false);

    WorldReport report =
        new World(crowded, RoleMachines.standard(new DeliveryStrategy.Sending()), 1).run();

    assertThat(report.metrics().delivery().queued()).isGreaterThan(68);
    assertThat(report.metrics().delivery().acked()).isEqualTo(report.metrics().delivery().queued());
  }

  private static Stream<Arguments> strategiesAndPatterns() {
    return Worlds.strategies().stream()
        .flatMap(strategy ->
            Stream.of(Traffic.Pattern.values()).map(pattern -> Arguments.of(strategy, pattern)));
  }
}
