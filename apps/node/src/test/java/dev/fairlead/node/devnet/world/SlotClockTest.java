package dev.fairlead.node.devnet.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.node.devnet.chain.ChainBlock;
import dev.fairlead.node.devnet.chain.DevnetChain;
import dev.fairlead.node.devnet.chain.Grid;
import dev.fairlead.node.devnet.chain.TestChain;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlotClockTest {
  private static final int HISTORY = 3;

  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

  @Test
  void chainsAreMinedOnTheGridByTheClockAndMissedSlotsAreMadeUpFor() throws Exception {
    long behind = Instant.now().getEpochSecond() - 10;
    try (ChainSet chains = start(behind);
        SlotClock clock = new SlotClock(InstantSource.system(), failures::add)) {
      clock.start(chains);

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> chains.chains().values().stream().allMatch(c -> c.height() >= 12));
      long now = Instant.now().getEpochSecond();
      for (DevnetChain chain : chains.chains().values()) {
        ChainBlock block = chain.rpc().block(12).orElseThrow();
        assertThat(block.timestamp()).isEqualTo(chain.grid().timestampOf(12));
        assertThat(chain.grid().timestampOf(chain.height())).isLessThanOrEqualTo(now);
      }
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void chainThatDoesNotAnswerIsReported() throws Exception {
    long behind = Instant.now().getEpochSecond() - 10;
    try (ChainSet chains = start(behind);
        SlotClock clock = new SlotClock(InstantSource.system(), failures::add)) {
      chains.all().getLast().process().close();

      clock.start(chains);

      assertThat(failures.poll(30, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private static ChainSet start(long genesis) throws Exception {
    Grid grid = new Grid(genesis, 1);
    WorldPlan plan = new WorldPlan(2, grid, Topology.MESH, new ExpiryWindow(60), HISTORY);
    return ChainSet.start(TestChain.anvil(), plan);
  }
}
