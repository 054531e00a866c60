package dev.fairlead.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.InvariantViolation;
import dev.fairlead.kernel.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventLoopTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Doubles numbers up to 8, one at a time; asks to be woken once after "wake". */
  private static final class Doubling implements Machine<String, String> {
    private long deadline = Long.MAX_VALUE;

    @Override
    public void step(long nowNanos, String input, Effects<? super String> out) {
      switch (input) {
        case "wake" -> deadline = nowNanos + 20_000_000;
        case "tick" -> {
          deadline = Long.MAX_VALUE;
          out.emit("woken");
        }
        default -> {
          out.emit("saw " + input);
          out.emit("double " + input);
        }
      }
    }

    @Override
    public long nextDeadlineNanos() {
      return deadline;
    }
  }

  private EventLoop loop(int tasksMax) {
    return new EventLoop("loop", tasksMax, new SystemClock(), failure::set);
  }

  private MachineRunner<String, String> doubling(EventLoop loop) {
    return new MachineRunner<>(
        loop,
        new Doubling(),
        "tick",
        (effect, answers) -> {
          seen.add(effect);
          if (effect.startsWith("double ")) {
            int twice = 2 * Integer.parseInt(effect.substring(7));
            if (twice <= 8) {
              answers.accept(Integer.toString(twice));
            }
          }
        });
  }

  @Test
  void carriesOutEffectsInOrder_andStepsAnswersBeforeTheNextInput() throws Exception {
    try (EventLoop loop = loop(10)) {
      MachineRunner<String, String> runner = doubling(loop);
      runner.put("4");
      runner.put("7");
      loop.start();

      assertThat(take(6))
          .containsExactly("saw 4", "double 4", "saw 8", "double 8", "saw 7", "double 7");
    }
  }

  @Test
  void tellsTheMachineWhenItsDeadlineHasCome() throws Exception {
    try (EventLoop loop = loop(10)) {
      MachineRunner<String, String> runner = doubling(loop);
      loop.start();
      runner.put("wake");

      assertThat(take(1)).containsExactly("woken");
    }
  }

  @Test
  void publishesAfterEveryGroupOfTasks() throws Exception {
    try (EventLoop loop = loop(10)) {
      AtomicInteger done = new AtomicInteger();
      AtomicInteger published = new AtomicInteger();
      loop.publishBy(() -> published.set(done.get()));
      loop.start();
      for (int i = 0; i < 5; i++) {
        loop.put(done::incrementAndGet);
      }

      await().until(() -> published.get() == 5);
    }
  }

  @Test
  void refusesTasksWhenItsQueueIsFull_andMakesProducersWait() throws Exception {
    try (EventLoop loop = loop(2)) {
      assertThat(loop.offer(() -> {})).isTrue();
      assertThat(loop.offer(() -> {})).isTrue();
      assertThat(loop.offer(() -> {})).isFalse();

      CountDownLatch ran = new CountDownLatch(1);
      Thread producer = Thread.ofVirtual().start(() -> putQuietly(loop, ran::countDown));
      await().until(() -> producer.getState() == Thread.State.TIMED_WAITING);
      loop.start();
      assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void taskThatFails_endsTheLoopAndIsReported() throws Exception {
    try (EventLoop loop = loop(10)) {
      loop.start();
      loop.put(() -> {
        throw new InvariantViolation("broken");
      });

      await().until(() -> failure.get() != null);
      assertThat(failure.get()).hasMessage("broken");
      assertThat(loop.offer(() -> {})).isFalse();
    }
  }

  @Test
  void waitingForItself_isReportedInsteadOfHanging() throws Exception {
    try (EventLoop loop = loop(1)) {
      loop.start();
      loop.put(() -> putQuietly(loop, () -> {}));

      await().until(() -> failure.get() != null);
      assertThat(failure.get()).isInstanceOf(InvariantViolation.class);
    }
  }

  @Test
  void knowsForHowLongATaskHasBeenRunning() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (EventLoop loop = loop(10)) {
      loop.start();
      loop.put(() -> awaitQuietly(release));

      await().until(() -> loop.sinceLastTurn().toMillis() > 30);
      release.countDown();
      await().until(() -> loop.sinceLastTurn().toMillis() < 30);
    }
  }

  private static void putQuietly(EventLoop loop, Runnable task) {
    try {
      loop.put(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> take(int count) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String next = seen.poll(5, TimeUnit.SECONDS);
      assertThat(next).as("effect %d after %s", i, taken).isNotNull();
      taken.add(next);
    }
    return taken;
  }
}
