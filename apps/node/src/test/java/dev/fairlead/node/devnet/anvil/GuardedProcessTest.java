package dev.fairlead.node.devnet.anvil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardedProcessTest {
  private static final AnvilOptions OPTIONS = new AnvilOptions(901, 1_700_000_000L, true, 8, 64);
  private static final String MARK = "process id of anvil: ";

  @Test
  void closeEndsTheChildAndItsGuard() throws Exception {
    GuardedProcess process = GuardedProcess.start(Path.of("/bin/sleep"), List.of("1000"));
    List<ProcessHandle> all = family(process.process().toHandle());

    process.close();
    process.close();

    assertThat(all).hasSizeGreaterThanOrEqualTo(3).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void endOfTheChildEndsTheGuardWithItsExitCode() throws Exception {
    try (GuardedProcess process =
        GuardedProcess.start(Path.of("/bin/sh"), List.of("-c", "exit 7"))) {
      assertThat(process.process().waitFor()).isEqualTo(7);
      await().until(() -> process.process().descendants().findAny().isEmpty());
    }
  }

  @Test
  void killOfTheJvmLeavesNoAnvil() throws Exception {
    Process jvm = startJvmWithAnvil();
    try {
      long anvil = anvilOf(jvm);
      List<ProcessHandle> all = family(jvm.toHandle());
      assertThat(all).extracting(ProcessHandle::pid).contains(anvil);

      jvm.destroyForcibly().waitFor();

      await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** Runs in the JVM that is killed: starts an anvil, prints its process id, waits for ever. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws Exception {
      AnvilProcess anvil = AnvilProcess.start(Path.of(args[0]), OPTIONS);
      Optional<ProcessHandle> process =
          ProcessHandle.current()
              .descendants()
              .filter(p -> p.info().command().orElse("").endsWith("/anvil"))
              .findFirst();
      System.out.println(MARK + process.orElseThrow().pid());
      anvil.onExit().join();
    }
  }

  private static Process startJvmWithAnvil() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            AnvilBinary.install(System.err::println).toString())
        .redirectErrorStream(true)
        .start();
  }

  private static long anvilOf(Process jvm) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
    String printed = "";
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(MARK)) {
        return Long.parseLong(line.substring(MARK.length()));
      }
      printed = line;
    }
    throw new AssertionError("the JVM did not start anvil; it said last: " + printed);
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    await().until(() -> process.descendants().count() >= 2);
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(process), process.descendants())
        .toList();
  }
}
