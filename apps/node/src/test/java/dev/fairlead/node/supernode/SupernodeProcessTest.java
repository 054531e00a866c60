package dev.fairlead.node.supernode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.anvil.AnvilBinary;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.node.devnet.chain.TestChain;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as its users run it, on real chains. */
final class SupernodeProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Address20 NOBODY =
      Address20.literal("0x1111111111111111111111111111111111111111");

  @TempDir Path folder;
  private DevnetChain a;
  private DevnetChain b;

  @BeforeEach
  void start() throws Exception {
    a = TestChain.start(901);
    b = TestChain.start(902);
    mine(10);
  }

  @AfterEach
  void end() {
    a.close();
    b.close();
  }

  @Test
  void killedAtAnyMoment_itGoesOnWithoutLossOrRepetition() throws Exception {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    System.err.println("seed " + seed + " (-Dfairlead.seed=" + seed + ")");
    Random random = new Random(seed);
    Path config = config(604_800, b.http());
    for (int round = 0; round < 3; round++) {
      try (SupernodeProcess process = SupernodeProcess.start(config)) {
        long goal = a.height() + 1 + random.nextInt(4);
        while (process.height("901", "unsafe_l2") < goal) {
          mine(1);
        }
        process.kill();
      }
      mine(1 + random.nextInt(5));
    }

    try (SupernodeProcess process = SupernodeProcess.start(config)) {
      await().atMost(PATIENCE).until(() -> process.height("901", "cross_unsafe_l2") == a.height());
      mine(1);
      long safe = a.height() - DevnetChain.SAFE_DEPTH;
      await().atMost(PATIENCE).until(() -> process.height("901", "safe_l2") == safe);
      await().atMost(PATIENCE).until(() -> process.page("/readyz") == 200);
      assertThat(process.page("/livez")).isEqualTo(200);
      assertThat(process.page("/health")).isEqualTo(200);
      assertThat(String.join("\n", process.lines()))
          .contains("log_opened chain=901 tip=")
          .doesNotContain("log_opened chain=901 tip=none")
          .doesNotContain("reorg ");

      process.terminate();
      assertThat(process.exitCode()).isZero();
    }
  }

  @Test
  void secondProcessOnTheSameDirectory_isRefusedAndTheFirstGoesOn() throws Exception {
    Path config = config(604_800, b.http());
    try (SupernodeProcess first = SupernodeProcess.start(config)) {
      await().atMost(PATIENCE).until(() -> first.height("901", "unsafe_l2") == a.height());

      try (SupernodeProcess second = SupernodeProcess.start(config)) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.lines().getLast())
            .contains("in use by process")
            .contains("stop that one, or name another data directory");
      }
      mine(1);
      await().atMost(PATIENCE).until(() -> first.height("901", "unsafe_l2") == a.height());
    }
  }

  @Test
  void directoryOfAnotherConfiguration_isRefused() throws Exception {
    fill(config(604_800, b.http()));

    refused(
        config(3600, b.http()), "was written for another configuration", "expiry window seconds");
  }

  @Test
  void directoryOfANewerVersion_isRefused() throws Exception {
    Path config = config(604_800, b.http());
    fill(config);
    Path description = folder.resolve("data/directory");
    Files.writeString(
        description,
        Files.readString(description).replaceFirst("data directory 1", "data directory 99"));

    refused(config, "has format version 99", "start the newer program");
  }

  @Test
  void chainIdThatChangesBetweenRestarts_isRefused() throws Exception {
    fill(config(604_800, b.http()));

    refused(config(604_800, a.http()), "chains.902.execution", "serves chain 901 instead of 902");
  }

  @Test
  void anotherChainOfTheSameId_isRefused() throws Exception {
    fill(config(604_800, b.http()));
    Grid later = new Grid(TestChain.GRID.genesisTimestamp() + 100, 2);
    Path anvil = AnvilBinary.install(System.err::println);
    try (DevnetChain other = DevnetChain.start(anvil, ChainId.of(902), later, true)) {

      refused(config(604_800, other.http()), "chains.902.execution", "block 0 is");
    }
  }

  private void fill(Path config) throws Exception {
    try (SupernodeProcess process = SupernodeProcess.start(config)) {
      await().atMost(PATIENCE).until(() -> process.height("902", "unsafe_l2") == b.height());
      process.terminate();
      assertThat(process.exitCode()).isZero();
    }
  }

  private static void refused(Path config, String cause, String detail) throws Exception {
    try (SupernodeProcess process = SupernodeProcess.start(config)) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.lines().getLast()).contains(cause).contains(detail);
      assertThat(process.lines()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  private void mine(int blocks) throws Exception {
    for (int i = 0; i < blocks; i++) {
      var _ = a.rpc().send(TestChain.account(a), NOBODY, Bytes.EMPTY);
      a.mine();
      b.mine();
    }
  }

  private Path config(long expiryWindow, URI executionOfB) throws Exception {
    Path file = folder.resolve("supernode.toml");
    Files.writeString(
        file,
        TwoChainsToml.of(folder.resolve("data"), a.webSocket(), executionOfB)
            .withWindow(expiryWindow)
            .text());
    return file;
  }
}
