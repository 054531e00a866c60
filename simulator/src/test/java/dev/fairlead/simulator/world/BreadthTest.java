package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.network.Latency;
import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worlds that are not all alike: threads, collators that cannot be dialled, kinds of traffic. */
class BreadthTest {
  private static final String STRATEGIES = "dev.fairlead.simulator.world.Worlds#strategies";

  @ParameterizedTest
  @MethodSource(STRATEGIES)
  void threadsWithLongGapsLoseNothing(DeliveryStrategy strategy) {
    WorldSettings.Crowd crowd =
        new WorldSettings.Crowd(12, 3, 4, 2, new WorldSettings.Threads(2, 12), false);
    Traffic traffic = new Traffic(Traffic.Pattern.ALL, 1_024, 1, 40);

    WorldReport report = run(strategy, 100, crowd, traffic, NetworkSettings.QUIET);

    assertThat(report.metrics().delivery().delay().max()).isBetween(12L, 30L);
    assertThat(report.metrics().delivery().queued()).isGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource(STRATEGIES)
  void nobodyNeedsToDialACollator(DeliveryStrategy strategy) {
    WorldSettings.Crowd crowd =
        new WorldSettings.Crowd(12, 3, 4, 2, WorldSettings.Threads.NONE, true);
    Traffic traffic = new Traffic(Traffic.Pattern.ALL, 1_024, 1, 25);

    WorldReport report = run(strategy, 50, crowd, traffic, NetworkSettings.QUIET);

    assertThat(report.metrics().delivery().queued()).isGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource(STRATEGIES)
  void aMillionBytesPerParaAndBlockTakeTheirTimeOnTheWire(DeliveryStrategy strategy) {
    WorldSettings.Crowd crowd = new WorldSettings.Crowd(12, 3, 4, 2);
    Traffic traffic = new Traffic(Traffic.Pattern.RING, 1_000_000, 1, 20, 1_000);
    NetworkSettings network =
        new NetworkSettings(new Latency.Fixed(50_000_000), 20_000_000, 0, 0, 0);

    WorldReport report = run(strategy, 40, crowd, traffic, network);

    long bodies = report.metrics().delivery().acked() * 1_000_000;
    assertThat(report.metrics().delivery().acked()).isGreaterThan(30);
    assertThat(report.metrics().network().bytes()).isGreaterThan(4 * bodies);
  }

  @ParameterizedTest
  @MethodSource(STRATEGIES)
  void aMessageNowAndThenIsNotForgotten(DeliveryStrategy strategy) {
    WorldSettings.Crowd crowd = new WorldSettings.Crowd(12, 3, 4, 2);
    Traffic traffic = new Traffic(Traffic.Pattern.ALL, 200, 10, 80);

    WorldReport report = run(strategy, 100, crowd, traffic, NetworkSettings.QUIET);

    assertThat(report.metrics().delivery().queued()).isBetween(20L, 120L);
    assertThat(report.metrics().delivery().delay().max()).isEqualTo(2);
  }

  private static WorldReport run(
      DeliveryStrategy strategy,
      int slots,
      WorldSettings.Crowd crowd,
      Traffic traffic,
      NetworkSettings network) {
    WorldSettings settings =
        new WorldSettings(
            slots,
            crowd,
            traffic,
            network,
            RelaySchedule.QUIET,
            WorldSettings.Faults.NONE,
            true,
            false);

    WorldReport report =
        new World(settings, RoleMachines.counting(strategy, traffic.bodyUnit()), 1).run();

    assertThat(report.invariants())
        .allSatisfy(one -> assertThat(one.violation()).isEmpty())
        .allSatisfy(one -> assertThat(one.checks()).isPositive());
    assertThat(report.metrics().delivery().waiting()).isZero();
    return report;
  }
}
