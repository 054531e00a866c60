package dev.fairlead.node.endtoend;

import static dev.fairlead.node.endtoend.DrivenWorld.A;
import static dev.fairlead.node.endtoend.DrivenWorld.B;
import static dev.fairlead.node.endtoend.DrivenWorld.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.world.Topology;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three chains, of which each accepts its neighbours only. */
final class LineTopologyTest {
  private static final Address20 FRIEND =
      Address20.literal("0x1111111111111111111111111111111111111111");
  private static final BigInteger AMOUNT = BigInteger.valueOf(7);

  @Test
  void tokensReachTheFarEndThroughTheForwarderButNotDirectly(@TempDir Path folder)
      throws Exception {
    try (DrivenWorld world = DrivenWorld.start(3, Topology.LINE, folder)) {
      Message direct =
          world.sent(A, world.execute(A, DemoToken.ADDRESS, DemoToken.sendTo(C, FRIEND, AMOUNT)));
      RpcError refusal = world.refusal(C, direct);
      assertThat(refusal.code()).isEqualTo(-320501);
      assertThat(refusal.data().path("code").stringValue()).isEqualTo("chain-not-in-set");

      Message first =
          world.sent(
              A,
              world.execute(
                  A, DemoToken.ADDRESS, DemoToken.sendAlong(List.of(B, C), FRIEND, AMOUNT)));
      Hash32 forwarded = world.relay(B, first);
      world.relay(C, world.sent(B, forwarded));

      assertThat(world.tokens(C, FRIEND)).isEqualTo(AMOUNT);
      long executed = world.chain(C).height();
      world.mine(DevnetChain.SAFE_DEPTH + 1);
      world.awaitLevel(C, executed, SafetyLevel.CROSS_SAFE);
    }
  }
}
