package dev.fairlead.node.relayer;

import static dev.fairlead.node.relayer.RelayerBed.A;
import static dev.fairlead.node.relayer.RelayerBed.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.relayer.node.ChainSender;
import dev.fairlead.node.relayer.node.NodeClient;
import dev.fairlead.node.tx.PrivateKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relayer's process is killed in the middle of its work, several times. */
class RelayerKillTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int ROUNDS = 4;
  private static final int MESSAGES_PER_ROUND = 5;

  @TempDir Path folder;

  @Test
  void nothingIsLostAndNothingSentTwiceThroughKills() throws Exception {
    long total = (long) ROUNDS * MESSAGES_PER_ROUND;
    try (RelayerBed bed = new RelayerBed()) {
      for (int round = 1; round <= ROUNDS; round++) {
        for (int i = 0; i < MESSAGES_PER_ROUND; i++) {
          bed.sendTokens(A, B, 1);
          bed.sendTokens(B, A, 1);
        }
        long before = bed.relayed(B);
        try (RelayerProcess process = RelayerProcess.start(bed, folder)) {
          await().atMost(LONG).until(() -> bed.relayed(B) > before || !process.isAlive());
          assertThat(process.isAlive()).as(this::log).isTrue();
          process.kill();
        }
      }
      try (RelayerProcess process = RelayerProcess.start(bed, folder)) {
        await()
            .atMost(LONG)
            .until(() -> bed.friendsTokens(B) == total && bed.friendsTokens(A) == total);
        await().atMost(LONG).until(() -> starts() == ROUNDS + 1);
        assertThat(process.terminate()).as(this::log).isZero();
      }

      assertThat(bed.relayed(A)).isEqualTo(total);
      assertThat(bed.relayed(B)).isEqualTo(total);
      assertThat(transactionsOfRelayer(bed, A)).isEqualTo(total);
      assertThat(transactionsOfRelayer(bed, B)).isEqualTo(total);
      assertThat(bed.failures).isEmpty();
    }
  }

  @Test
  void aSecondProcessOnTheSameQueueIsRefused() throws Exception {
    try (RelayerBed bed = new RelayerBed();
        RelayerProcess first = RelayerProcess.start(bed, folder)) {
      await().atMost(LONG).until(() -> log().contains("rpc-listening"));
      try (RelayerProcess second = RelayerProcess.start(bed, folder)) {
        await().atMost(LONG).until(() -> !second.isAlive());
      }

      assertThat(first.isAlive()).isTrue();
      assertThat(log()).contains("fairlead relayer: ").doesNotContain("Exception");
    }
  }

  private long starts() {
    return log().lines().filter(line -> line.contains("rpc-listening")).count();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("relayer.log"));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  private static long transactionsOfRelayer(RelayerBed bed, ChainId chain) throws Exception {
    try (NodeClient client =
        new NodeClient(RelayerBed.endpoint(bed.chains.get(chain)), RpcClientLimits.DEFAULT)) {
      return new ChainSender(client).account(PrivateKey.parse(RelayerBed.KEY).address()).nonce();
    }
  }
}
