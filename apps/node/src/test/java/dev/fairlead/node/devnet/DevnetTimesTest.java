package dev.fairlead.node.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.node.devnet.world.Topology;
import dev.fairlead.node.devnet.world.WorldPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevnetTimesTest {
  private static final long NOW = 1_800_000_000L;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 12, 60})
  void historyEndsNowAndItsFirstMessageHasExpired(int blockTime) {
    WorldPlan plan = DevnetTimes.plan(2, Topology.MESH, blockTime, NOW);

    Grid grid = plan.grid();
    assertThat(grid.timestampOf(plan.historyBlocks())).isEqualTo(NOW);
    assertThat(NOW - grid.timestampOf(1)).isGreaterThan(plan.window().seconds());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12, 60})
  void freshMessagesHaveTimeToBeDelivered(int blockTime) {
    WorldPlan plan = DevnetTimes.plan(2, Topology.MESH, blockTime, NOW);

    assertThat(plan.window().seconds()).isGreaterThanOrEqualTo(30L * blockTime);
  }
}
