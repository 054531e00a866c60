package dev.fairlead.node.devnet.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainSetTest {
  private static final WorldPlan PLAN =
      new WorldPlan(3, new Grid(1_700_000_000L, 2), Topology.LINE, new ExpiryWindow(60), 40);

  @Test
  void allChainsStandAtTheSameTimestampWithTheirHistory() throws Exception {
    List<DevnetChain> members;
    try (ChainSet chains = ChainSet.start(TestChain.anvil(), PLAN)) {
      members = chains.all();

      assertThat(chains.chains().keySet()).isEqualTo(PLAN.dependencySet().members());
      for (DevnetChain chain : chains.chains().values()) {
        assertThat(chain.rpc().block(40).orElseThrow().timestamp()).isEqualTo(1_700_000_080L);
      }
      assertThat(chains.base().height()).isEqualTo(6);
    }
    assertThat(members).hasSize(4).noneMatch(chain -> chain.process().isAlive());
  }

  @Test
  void programThatIsNoAnvilFailsTheStartInOneLine() {
    assertThatThrownBy(() -> ChainSet.start(Path.of("/bin/false"), PLAN))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("anvil of chain 900 did not start");
  }
}
