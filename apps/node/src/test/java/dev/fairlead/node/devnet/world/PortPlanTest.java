package dev.fairlead.node.devnet.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.node.cli.CommandException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortPlanTest {
  @Test
  void defaultPortsAreThoseThatPeopleKnow() {
    PortPlan ports = new PortPlan(0);

    assertThat(ports.base()).isEqualTo(8545);
    assertThat(ports.chain(0)).isEqualTo(9545);
    assertThat(ports.chain(4)).isEqualTo(9549);
    assertThat(ports.supernode()).isEqualTo(8560);
    assertThat(ports.metrics()).isEqualTo(7300);
  }

  @Test
  void everyTakenPortIsNamedWithItsPurposeAndTheRemedy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PortPlan ports = new PortPlan(taken.getLocalPort() - 9546);

      assertThatThrownBy(() -> ports.demandFree(2))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " (for L2 902) is taken")
          .hasMessageContaining("--port-offset");
    }
  }
}
