package dev.fairlead.node.relayer;

import static dev.fairlead.node.relayer.RelayerBed.A;
import static dev.fairlead.node.relayer.RelayerBed.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.devnet.chain.Remining;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.relay.DeliveryState;
import dev.fairlead.opstack.relay.RelaySnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole relayer on real chains. */
class RelayerOnAnvilTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private RelayerBed bed;

  @BeforeEach
  void start() throws Exception {
    bed = new RelayerBed();
  }

  @AfterEach
  void end() throws Exception {
    bed.close();
    assertThat(bed.failures).isEmpty();
  }

  @Test
  void deliversBothWaysAndManyInOneBlock() throws Exception {
    try (Relayer relayer = bed.start(folder)) {
      for (int i = 1; i <= 10; i++) {
        bed.sendTokens(A, B, i);
        bed.sendTokens(B, A, i);
      }

      await().atMost(LONG).until(() -> bed.friendsTokens(B) == 55 && bed.friendsTokens(A) == 55);

      assertThat(bed.relayed(A)).isEqualTo(10);
      assertThat(bed.relayed(B)).isEqualTo(10);
      assertThat(relayer.counts().getOrDefault("parked", 0)).isZero();
    }
  }

  @Test
  void waitsForTheLevelAndTakesUpAgainAfterRestart() throws Exception {
    bed.verifier.refuse(-321100, "level-not-reached");
    bed.sendTokens(A, B, 5);
    try (Relayer relayer = bed.start(folder)) {
      await().atMost(LONG).until(() -> bed.verifier.descriptors.size() >= 3);

      assertThat(relayer.counts().getOrDefault("delivered", 0)).isZero();
    }
    assertThat(bed.friendsTokens(B)).isZero();
    assertThat(bed.verifier.descriptors.peek().path("chainID").stringValue()).isEqualTo("902");

    bed.verifier.admitAll();
    try (Relayer relayer = bed.start(folder)) {
      await().atMost(LONG).until(() -> bed.friendsTokens(B) == 5);
      assertThat(relayer.counts()).isNotEmpty();
    }
  }

  @Test
  void parksWhatRevertsAndWhatIsInvalidWithTheirReasons() throws Exception {
    try (Relayer relayer = bed.start(folder)) {
      bed.sendMessage(A, B, Predeploys.CROSS_L2_INBOX, Bytes.literal("0xdeadbeef"));
      await().atMost(LONG).until(() -> relayer.counts().getOrDefault("parked", 0) == 1);
      assertThat(parkedReasons(relayer)).singleElement().asString().startsWith("reverts");

      bed.sendMessage(A, ChainId.of(999), Predeploys.CROSS_L2_INBOX, Bytes.EMPTY);
      await().atMost(LONG).until(() -> relayer.counts().getOrDefault("parked", 0) == 2);
      assertThat(parkedReasons(relayer)).contains("no node configured for destination 999");

      bed.verifier.refuse(-320501, "chain-not-in-set");
      bed.sendTokens(B, A, 1);
      await()
          .atMost(LONG)
          .until(() -> parkedReasons(relayer).contains("invalid: chain-not-in-set"));
    }
    assertThat(bed.relayed(A)).isZero();
    assertThat(bed.relayed(B)).isZero();
  }

  @Test
  void somebodyElseIsFaster() throws Exception {
    bed.verifier.refuse(-321100, "level-not-reached");
    bed.sendTokens(A, B, 5);
    try (Relayer slow = bed.start(folder.resolve("slow"))) {
      await().atMost(LONG).until(() -> slow.counts().getOrDefault("waiting", 0) == 1);
    }
    bed.verifier.admitAll();
    try (Relayer fast = bed.start(folder.resolve("fast"))) {
      await().atMost(LONG).until(() -> fast.counts().getOrDefault("delivered", 0) == 1);
    }
    try (Relayer slow = bed.start(folder.resolve("slow"))) {
      await().atMost(LONG).until(() -> slow.counts().getOrDefault("delivered", 0) == 1);
    }
    assertThat(bed.relayed(B)).isEqualTo(1);
  }

  @Test
  void goesOnThroughReorgsOfSourceAndDestination() throws Exception {
    try (Relayer relayer = bed.start(folder)) {
      for (int depth = 1; depth <= 5; depth++) {
        bed.sendTokens(A, B, 1);
        bed.sendTokens(B, A, 1);
        long before = bed.chains.get(B).height();
        await().until(() -> bed.chains.get(B).height() > before + 1);
        bed.chains.get(A).reorg(depth, Remining.SAME);
        bed.chains.get(B).reorg(depth, depth % 2 == 0 ? Remining.EMPTY : Remining.SAME);
      }

      await().atMost(LONG).until(() -> bed.friendsTokens(B) == 5);
      await().atMost(LONG).until(() -> relayer.counts().getOrDefault("in-flight", 0) == 0);
      assertThat(bed.relayed(B)).isEqualTo(5);
      assertThat(bed.friendsTokens(A)).isEqualTo(bed.relayed(A));
    }
  }

  private static List<String> parkedReasons(Relayer relayer) throws Exception {
    RelaySnapshot snapshot = relayer.snapshot().get();
    return snapshot.deliveries().stream()
        .map(RelaySnapshot.Entry::state)
        .filter(DeliveryState.Parked.class::isInstance)
        .map(state -> ((DeliveryState.Parked) state).reason().text())
        .toList();
  }
}
