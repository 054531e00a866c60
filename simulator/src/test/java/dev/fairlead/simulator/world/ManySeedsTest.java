package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.network.Latency;
import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A small world with faults of all kinds, from many seeds; {@code -Pmany-seeds} takes 10,000. The
 * strategy goes with the seed.
 */
class ManySeedsTest {
  private static final long FIRST = Long.getLong("fairlead.first-seed", 1);
  private static final int COUNT = Integer.getInteger("fairlead.many-seeds", 200);

  @Test
  void mixedFaultsBreakNoInvariant() {
    long acked = 0;
    long reorgs = 0;
    long lost = 0;
    System.out.println("seeds " + FIRST + " to " + (FIRST + COUNT - 1));
    for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
      WorldReport report = live(seed);

      assertGood(seed, report);
      acked += report.metrics().delivery().acked();
      reorgs += report.metrics().chain().reorgs();
      lost += report.metrics().network().lost();
    }

    assertThat(acked).isGreaterThan(20L * COUNT);
    assertThat(reorgs).isGreaterThan(COUNT);
    assertThat(lost).isGreaterThan(COUNT);
  }

  /**
   * Seeds of worlds that found a bug. 1074: two forks had sent the same message, and the collators
   * of its recipient forgot it with the first of the two candidates.
   */
  @ParameterizedTest
  @ValueSource(longs = 1_074)
  void seedsThatFoundABug(long seed) {
    assertGood(seed, live(seed));
  }

  private static WorldReport live(long seed) {
    return new World(small(seed), RoleMachines.standard(strategy(seed)), seed).run();
  }

  private static DeliveryStrategy strategy(long seed) {
    List<DeliveryStrategy> strategies = Worlds.strategies();
    return strategies.get((int) (seed % strategies.size()));
  }

  private static void assertGood(long seed, WorldReport report) {
    assertThat(report.invariants())
        .as(
            "seed %s, %s; again: -Dtest=ManySeedsTest -Dfairlead.first-seed=%s"
                + " -Dfairlead.many-seeds=1",
            seed, strategy(seed), seed)
        .allSatisfy(one -> assertThat(one.violation()).isEmpty())
        .allSatisfy(one -> assertThat(one.checks()).isPositive());
    assertThat(report.metrics().delivery().waiting())
        .as("waiting at the end, seed %s", seed)
        .isZero();
  }

  /**
   * All goes wrong until slot 20; the rest is for recovering. In every third world a para is a
   * thread, in every seventh nobody can dial a collator.
   */
  private static WorldSettings small(long seed) {
    WorldSettings.Threads threads = new WorldSettings.Threads(seed % 3 == 0 ? 1 : 0, 4);
    return new WorldSettings(
        45,
        new WorldSettings.Crowd(6, 2, 3, 2, threads, seed % 7 == 0),
        new Traffic(Traffic.Pattern.ALL, 64, 1, 20),
        new NetworkSettings(
            new Latency.Tailed(20_000_000, 80_000_000), 10_000_000, 0.03, 0.02, 0.1),
        new RelaySchedule(4, 9, 3, 13, 2, 20, 0),
        new WorldSettings.Faults(3, 2, 7, 2, 0.25, 20),
        true,
        false);
  }
}
