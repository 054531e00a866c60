package dev.fairlead.node.relayer;

import static dev.fairlead.node.relayer.RelayerBed.A;
import static dev.fairlead.node.relayer.RelayerBed.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.relayer.node.ChainSender;
import dev.fairlead.node.relayer.node.NodeClient;
import dev.fairlead.opstack.relay.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The relayer's process is killed in the middle of its work, several times, at moments that a seed
 * chooses.
 */
class RelayerKillTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int ROUNDS = 4;
  private static final int MESSAGES_PER_ROUND = 5;
  private static final int BLOCKS = 5;
  private static final long TOTAL = (long) ROUNDS * MESSAGES_PER_ROUND;

  @TempDir Path folder;

  /** When to kill. */
  private enum Moment {
    /** Some transactions are sent and in no block, also when the next process begins. */
    SENDING,
    /** Some are executed; others may be on their way. */
    EXECUTING,
    /** Some blocks after the start, at few of them before the process has begun. */
    ANY
  }

  @Test
  void nothingIsLostAndNothingSentTwiceThroughKills() throws Exception {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    System.err.println("seed " + seed + " (-Dfairlead.seed=" + seed + ")");
    Random random = new Random(seed);
    List<Moment> moments =
        Arrays.asList(Moment.SENDING, Moment.SENDING, Moment.EXECUTING, Moment.ANY);
    Collections.shuffle(moments, random);
    try (RelayerBed bed = new RelayerBed()) {
      for (int round = 1; round <= ROUNDS; round++) {
        for (int i = 0; i < MESSAGES_PER_ROUND; i++) {
          bed.sendTokens(A, B, 1);
          bed.sendTokens(B, A, 1);
        }
        long sent = (long) round * MESSAGES_PER_ROUND;
        int count = random.nextInt(1, MESSAGES_PER_ROUND);
        switch (moments.get(round - 1)) {
          case SENDING -> killWhileSending(bed, count, sent);
          case EXECUTING -> killWhileExecuting(bed, count, sent);
          case ANY -> killAfter(bed, count * BLOCKS);
        }
      }
      endInOrder(bed);

      for (ChainId chain : bed.chains.keySet()) {
        assertThat(bed.relayed(chain)).isEqualTo(TOTAL);
        assertThat(bed.friendsTokens(chain)).isEqualTo(TOTAL);
        assertThat(account(bed, chain).nonce()).isEqualTo(TOTAL);
      }
      assertThat(bed.failures).isEmpty();
    }
  }

  @Test
  void aSecondProcessOnTheSameQueueIsRefused() throws Exception {
    try (RelayerBed bed = new RelayerBed();
        RelayerProcess first = RelayerProcess.start(bed, folder)) {
      until(bed, first, "the first is ready", first::isListening);
      try (RelayerProcess second = RelayerProcess.start(bed, folder, "info")) {
        until(bed, first, "the second has ended", () -> !second.isAlive());
      }

      assertThat(first.isAlive()).isTrue();
      assertThat(RelayerProcess.log(folder))
          .contains("fairlead relayer: ")
          .doesNotContain("Exception");
    }
  }

  /** The next process finds the transactions where this one has left them, and sees no block. */
  private void killWhileSending(RelayerBed bed, int count, long sent) throws Exception {
    await("emitted").atMost(LONG).until(() -> bed.sent(A) == sent);
    long emittedUpTo = bed.chains.get(A).height();
    await("B has the time").atMost(LONG).until(() -> bed.chains.get(B).height() >= emittedUpTo);
    bed.halted.add(B);
    try (RelayerProcess process = RelayerProcess.start(bed, folder)) {
      until(bed, process, count + " transactions wait", () -> waitingOnB(bed) >= count);
      kill(bed, process);
    }
    try (RelayerProcess process = RelayerProcess.start(bed, folder)) {
      until(bed, process, "it is ready", process::isListening);
      awaitBlocks(bed, process, BLOCKS);
      bed.halted.remove(B);
      until(bed, process, "all that waited is executed", () -> waitingOnB(bed) == 0);
      kill(bed, process);
    }
  }

  /** What was sent by a process before may be executed before this one has begun. */
  private void killWhileExecuting(RelayerBed bed, int count, long sent) throws Exception {
    try (RelayerProcess process = RelayerProcess.start(bed, folder)) {
      until(bed, process, "it is ready", process::isListening);
      long enough = Math.min(executed(bed) + count, 2 * sent);
      until(bed, process, count + " more are executed", () -> executed(bed) >= enough);
      kill(bed, process);
    }
  }

  private void killAfter(RelayerBed bed, int blocks) throws Exception {
    try (RelayerProcess process = RelayerProcess.start(bed, folder)) {
      awaitBlocks(bed, process, blocks);
      kill(bed, process);
    }
  }

  private void endInOrder(RelayerBed bed) throws Exception {
    try (RelayerProcess process = RelayerProcess.start(bed, folder)) {
      until(bed, process, "all are executed", () -> executed(bed) == 2 * TOTAL);
      until(bed, process, "it is ready to end", process::isListening);
      assertThat(process.terminate()).as(() -> RelayerScene.of(bed, folder, process)).isZero();
    }
  }

  private void kill(RelayerBed bed, RelayerProcess process) throws InterruptedException {
    assertThat(process.isAlive()).as(() -> RelayerScene.of(bed, folder, process)).isTrue();
    process.kill();
  }

  /** Counts time in blocks. */
  private void awaitBlocks(RelayerBed bed, RelayerProcess process, int blocks) {
    long height = bed.chains.get(A).height() + blocks;
    until(bed, process, "height " + height, () -> bed.chains.get(A).height() >= height);
  }

  /** Transactions of the relayer that are in no block. */
  private static long waitingOnB(RelayerBed bed) throws Exception {
    Account.Known account = account(bed, B);
    return account.pendingNonce() - account.nonce();
  }

  private static long executed(RelayerBed bed) throws Exception {
    return bed.relayed(A) + bed.relayed(B);
  }

  private void until(
      RelayerBed bed, RelayerProcess process, String what, Callable<Boolean> condition) {
    try {
      await(what)
          .atMost(LONG)
          .pollInterval(POLL)
          .failFast(
              "the bed or the process has failed",
              () -> !bed.failures.isEmpty() || !process.isAlive())
          .until(condition);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(e.getMessage() + "\n" + RelayerScene.of(bed, folder, process), e);
    }
  }

  private static Account.Known account(RelayerBed bed, ChainId chain) throws Exception {
    try (NodeClient client =
        new NodeClient(RelayerBed.endpoint(bed.chains.get(chain)), RpcClientLimits.DEFAULT)) {
      return new ChainSender(client).account(RelayerBed.relayer());
    }
  }
}
