package dev.fairlead.node.endtoend;

import static dev.fairlead.node.endtoend.DrivenWorld.A;
import static dev.fairlead.node.endtoend.DrivenWorld.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.Oracles;
import dev.fairlead.node.devnet.world.Topology;
import dev.fairlead.opstack.message.RelayedMessage;
import dev.fairlead.opstack.message.RelayedMessageCodec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages that people use elsewhere work here as they are. */
final class PublicClientTest {
  private static final Path SCRIPT = Path.of("src/test/node/cross.mjs");

  @Test
  void viemSendsAndRelaysMessagesBothWays(@TempDir Path folder) throws Exception {
    try (DrivenWorld world = DrivenWorld.start(2, Topology.MESH, folder)) {
      assertRelayed(world, A, B);
      assertRelayed(world, B, A);
    }
  }

  private static void assertRelayed(DrivenWorld world, ChainId from, ChainId to) throws Exception {
    String sent = run(world, "send", world.port(from), from.toString(), to.toString());
    var _ = world.sent(from, Hash32.parse(sent));

    String relayed =
        run(world, "relay", world.port(to), to.toString(), world.port(from), from.toString(), sent);

    assertThat(world.user(to).logs(Hash32.parse(relayed)))
        .anySatisfy(log ->
            assertThat(RelayedMessageCodec.decode(log).map(RelayedMessage::source)).contains(from));
  }

  private static String run(DrivenWorld world, String... arguments) throws Exception {
    return world.whileMining(() -> Oracles.run(SCRIPT, arguments)).strip();
  }
}
