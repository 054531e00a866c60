package dev.fairlead.node.endtoend;

import static dev.fairlead.node.endtoend.DrivenWorld.A;
import static dev.fairlead.node.endtoend.DrivenWorld.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.contracts.Calldata;
import dev.fairlead.node.devnet.contracts.DemoToken;
import dev.fairlead.node.devnet.world.Topology;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.SentMessage;
import dev.fairlead.opstack.message.SentMessageCodec;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody gets past the public port. */
final class ForcedMessageTest {
  private static final Address20 THIEF =
      Address20.literal("0x2222222222222222222222222222222222222222");
  private static final BigInteger LOOT = BigInteger.TEN.pow(30);
  private static final int TO_SAFE = DevnetChain.SAFE_DEPTH + 1;

  @Test
  void forgedTokens_areReportedHoldCrossSafeAndVanishWithTheReplacedBlock(@TempDir Path folder)
      throws Exception {
    try (DrivenWorld world = DrivenWorld.start(2, Topology.MESH, folder)) {
      Message forged = forged(world);
      assertThat(world.refusal(B, forged).data().path("code").stringValue())
          .isEqualTo("checksum-mismatch");

      Hash32 forced =
          world.intruder(B).send(Predeploys.L2_TO_L2_MESSENGER, forged.call(), forged.keys());
      world.mined(B, forced);
      long bad = world.chain(B).height();
      Hash32 badHash = world.chain(B).rpc().block(bad).orElseThrow().ref().hash();
      world.mine(TO_SAFE);

      assertThat(world.tokens(B, THIEF)).isEqualTo(LOOT);
      world.awaitLevel(A, bad, SafetyLevel.LOCAL_SAFE);
      world.awaitLevel(B, bad, SafetyLevel.LOCAL_SAFE);
      world.awaitIgnoredOrder();
      world.awaitLevel(A, bad - 1, SafetyLevel.CROSS_SAFE);
      var verdict = world.verdict(B, bad);
      assertThat(verdict.path("verdict").stringValue()).isEqualTo("invalid");
      assertThat(verdict.path("hash").stringValue()).isEqualTo(badHash.toString());
      assertThat(verdict.path("reasons").get(0).path("code").stringValue())
          .isEqualTo("checksum-mismatch");
      assertThat(world.reaches(B, bad, SafetyLevel.CROSS_SAFE)).isFalse();
      assertThat(world.reaches(A, bad, SafetyLevel.CROSS_SAFE)).isFalse();

      world.obey();

      world
          .awaiting("the block to be replaced")
          .until(() -> !world.chain(B).rpc().block(bad).orElseThrow().ref().hash().equals(badHash));
      world.awaitLevel(B, bad, SafetyLevel.CROSS_SAFE);
      world.awaitLevel(A, bad, SafetyLevel.CROSS_SAFE);
      assertThat(world.tokens(B, THIEF)).isZero();
      assertThat(world.verdict(B, bad).path("verdict").stringValue()).isEqualTo("valid");
      world.mine(TO_SAFE);
      world.awaitLevel(B, bad + TO_SAFE, SafetyLevel.CROSS_SAFE);
    }
  }

  /** A message whose place is real and whose content is not. */
  private static Message forged(DrivenWorld world) throws Exception {
    Hash32 transfer =
        world.execute(A, DemoToken.ADDRESS, DemoToken.sendTo(B, THIEF, BigInteger.ONE));
    Message real = world.sent(A, transfer);
    SentMessage sent =
        new SentMessage(
            B,
            DemoToken.ADDRESS,
            Hash32.ofNumber(0),
            DemoToken.ADDRESS,
            Calldata.of("receiveFrom(address,uint256)").address(THIEF).number(LOOT).encode());
    return new Message(real.identifier(), SentMessageCodec.encode(sent).payload());
  }
}
