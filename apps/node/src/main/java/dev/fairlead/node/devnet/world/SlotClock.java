package dev.fairlead.node.devnet.world;

import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.node.devnet.chain.DevnetChain;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Mines the chains by the clock of this machine. Inside a slot they follow each other at equal
 * distances, so that a message sent on one can be executed at the same timestamp on a later one:
 *
 * <pre>
 *   slot T ├ 900 901 ─────── 902 ─────── 903 ───────┤ slot T + block time
 * </pre>
 */
public final class SlotClock implements AutoCloseable {
  private final InstantSource clock;
  private final Consumer<Throwable> onFailure;
  private final ScheduledExecutorService executor =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("slots-", 0).factory());

  /**
   * A clock that does not tick yet.
   *
   * @param onFailure told when a chain could not be mined
   */
  public SlotClock(InstantSource clock, Consumer<Throwable> onFailure) {
    this.clock = clock;
    this.onFailure = onFailure;
  }

  /** Mines these chains from now on; slots that were missed are made up for. */
  public void start(ChainSet chains) {
    add(chains.base(), Duration.ZERO);
    List<DevnetChain> members = List.copyOf(chains.chains().values());
    for (int i = 0; i < members.size(); i++) {
      Duration blockTime = Duration.ofSeconds(members.get(i).grid().blockTimeSeconds());
      add(members.get(i), blockTime.multipliedBy(i).dividedBy(members.size()));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void add(DevnetChain chain, Duration offset) {
    long now = clock.millis();
    long first = 1000 * chain.nextTimestamp() + offset.toMillis();
    var _ =
        executor.scheduleAtFixedRate(
            () -> mine(chain, offset),
            Math.max(0, first - now),
            1000 * chain.grid().blockTimeSeconds(),
            TimeUnit.MILLISECONDS);
  }

  // The end of this thread's work: whatever stops a chain from being mined must end the devnet.
  private void mine(DevnetChain chain, Duration offset) {
    try {
      chain.mineUpTo(Math.floorDiv(clock.millis() - offset.toMillis(), 1000L));
    } catch (SourceFailure | RuntimeException e) {
      if (!executor.isShutdown()) {
        onFailure.accept(e);
      }
    }
  }
}
