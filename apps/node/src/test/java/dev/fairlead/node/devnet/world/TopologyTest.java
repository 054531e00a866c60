package dev.fairlead.node.devnet.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {
  private static final ChainId A = ChainId.of(901);
  private static final ChainId B = ChainId.of(902);
  private static final ChainId C = ChainId.of(903);
  private static final List<ChainId> ALL = List.of(A, B, C);

  @Test
  void meshAcceptsEverybody() {
    DependencySet set = Topology.MESH.dependencySet(ALL, new ExpiryWindow(300));

    assertThat(set.route(A, C)).containsExactly(A, C);
    assertThat(set.expiryWindow().seconds()).isEqualTo(300);
  }

  @Test
  void lineAcceptsNeighboursOnly() {
    DependencySet set = Topology.LINE.dependencySet(ALL, ExpiryWindow.STANDARD);

    assertThat(set.accepts(C, A)).isFalse();
    assertThat(set.accepts(A, C)).isFalse();
    assertThat(set.route(A, C)).containsExactly(A, B, C);
    assertThat(set.route(C, A)).containsExactly(C, B, A);
  }
}
