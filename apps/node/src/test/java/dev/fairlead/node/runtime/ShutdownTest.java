package dev.fairlead.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.kernel.machine.InvariantViolation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private final List<Integer> halts = new CopyOnWriteArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();

  private Shutdown shutdown(Duration limit) {
    return new Shutdown(limit, halts::add);
  }

  @Test
  void closesInReverseOrder_evenIfOneFails() throws Exception {
    Shutdown shutdown = shutdown(Duration.ofSeconds(5));
    shutdown.register("store", () -> closed.add("store"));
    shutdown.register(
        "bad",
        () -> {
          throw new IOException("stuck");
        });
    shutdown.register("server", () -> closed.add("server"));

    shutdown.request(ExitCode.DONE, "test");

    assertThat(shutdown.await()).isEqualTo(ExitCode.DONE);
    assertThat(closed).containsExactly("server", "store");
  }

  @Test
  void whatIsRegisteredTooLate_isClosedAtOnce() throws Exception {
    Shutdown shutdown = shutdown(Duration.ofSeconds(5));
    shutdown.request(ExitCode.DONE, "test");

    shutdown.register("late", () -> closed.add("late"));

    assertThat(closed).containsExactly("late");
    assertThat(shutdown.await()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void endsWithCode1_whenClosingTakesTooLong() throws Exception {
    Shutdown shutdown = shutdown(Duration.ofMillis(50));
    CountDownLatch release = new CountDownLatch(1);
    shutdown.register("slow", release::await);

    shutdown.request(ExitCode.DONE, "test");

    assertThat(shutdown.await()).isEqualTo(ExitCode.RETRY);
    release.countDown();
  }

  @Test
  void failureOfALoop_decidesTheExitCode() throws Exception {
    Shutdown bug = shutdown(Duration.ofSeconds(5));
    Shutdown outside = shutdown(Duration.ofSeconds(5));

    bug.fail(new InvariantViolation("head moved backwards"));
    outside.fail(new IOException("disk full"));

    assertThat(bug.await()).isEqualTo(ExitCode.FATAL);
    assertThat(outside.await()).isEqualTo(ExitCode.RETRY);
  }

  @Test
  void firstSignalStopsCleanly_secondEndsAtOnce() {
    Shutdown shutdown = shutdown(Duration.ofSeconds(5));
    CountDownLatch release = new CountDownLatch(1);
    shutdown.register("slow", release::await);

    shutdown.signalled(15);
    assertThat(halts).isEmpty();
    shutdown.signalled(15);
    assertThat(halts).containsExactly(143);
    release.countDown();
  }

  @Test
  void haltsItself_whenNobodyWaits() {
    Shutdown shutdown = shutdown(Duration.ofSeconds(5));

    shutdown.request(ExitCode.DONE, "signal during start-up");

    await().until(() -> halts.equals(List.of(0)));
  }

  /** Runs in a process of its own: prints {@code up}, then stops on a signal. */
  static final class Waiting {
    public static void main(String[] args) throws InterruptedException {
      Shutdown shutdown = Shutdown.onSignals();
      shutdown.register("line", () -> System.out.println("closed"));
      if (args.length > 0) {
        shutdown.register("hang", () -> new CountDownLatch(1).await());
      }
      System.out.println("up");
      System.exit(shutdown.await().code());
    }
  }

  @Test
  void realProcess_endsWithCode0OnSigterm() throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("up");
      process.toHandle().destroy();
      assertThat(out.readLine()).isEqualTo("closed");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(0);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void realProcess_endsAtOnceOnTheSecondSignal() throws Exception {
    Process process = start("hang");
    try (BufferedReader out = process.inputReader();
        BufferedReader err = process.errorReader()) {
      assertThat(out.readLine()).isEqualTo("up");
      process.toHandle().destroy();
      assertThat(err.readLine()).contains("stopping reason=SIGTERM");
      process.toHandle().destroy();
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... arguments) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new CopyOnWriteArrayList<>();
    command.addAll(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Waiting.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }
}
