package dev.fairlead.node.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fairlead.node.Main;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.devnet.world.PortPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** {@code fairlead devnet} in a process of its own, on ports that nobody uses. */
final class DevnetRun implements AutoCloseable {
  private static final int CHAINS_MAX = 5;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final Process process;
  private final PortPlan ports;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final Thread outReader;
  private final Thread errReader;

  private DevnetRun(Process process, PortPlan ports) {
    this.process = process;
    this.ports = ports;
    outReader = Thread.ofVirtual().start(() -> read(process.inputReader(), out));
    errReader =
        Thread.ofVirtual()
            .start(() ->
                read(
                    new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)),
                    err));
  }

  static DevnetRun start(PortPlan ports, String... arguments) throws IOException {
    // a build in the background of a script ignores SIGINT, and its children would inherit that
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("devnet", "--port-offset", Integer.toString(ports.offset())));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("FAIRLEAD_"));
    return new DevnetRun(builder.start(), ports);
  }

  /** Ports that are free at the moment. */
  static PortPlan freePorts() {
    return IntStream.iterate(12_255, offset -> offset + 10)
        .limit(1_000)
        .mapToObj(PortPlan::new)
        .filter(DevnetRun::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(PortPlan plan) {
    try {
      plan.demandFree(CHAINS_MAX);
      return true;
    } catch (CommandException e) {
      return false; // taken: the next ones
    }
  }

  PortPlan ports() {
    return ports;
  }

  Process process() {
    return process;
  }

  /** Everything printed on standard output so far. */
  List<String> out() {
    return out;
  }

  /** What was printed on standard error, without the notes of the JVM itself. */
  List<String> err() {
    return err;
  }

  void awaitLine(String part) {
    await()
        .atMost(LIMIT)
        .until(() -> {
          assertThat(process.isAlive() || out.toString().contains(part))
              .describedAs("ended early: %s %s", out, err)
              .isTrue();
          return out.stream().anyMatch(line -> line.contains(part));
        });
  }

  /** All processes that it has started, as far as they still run. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
        .describedAs("runs for too long: %s", out)
        .isTrue();
    outReader.join();
    errReader.join();
    return process.exitValue();
  }

  static void awaitEnd(List<ProcessHandle> processes) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> processes.stream().noneMatch(p -> p.isAlive()));
  }

  private static void read(BufferedReader from, List<String> into) {
    try (from) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        into.add(line);
      }
    } catch (IOException e) {
      into.add("unreadable: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> left = new ArrayList<>(children());
    process.destroyForcibly();
    left.forEach(ProcessHandle::destroyForcibly);
  }
}
