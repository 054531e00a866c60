package dev.fairlead.node.devnet.anvil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends when this one does, however this one ends. A small shell between the two
 * starts it and reads a pipe whose other end only this JVM holds; the pipe closes with the JVM,
 * also under {@code kill -9}, and the shell then kills its child by process id.
 *
 * <pre>
 *   JVM ──pipe──▶ guard (sh, waits in read) ──kill -9──▶ child
 * </pre>
 *
 * A session of its own keeps the Ctrl-C of a terminal from reaching the child before we stop it.
 */
final class GuardedProcess implements AutoCloseable {
  private static final long STOP_SECONDS_MAX = 5;

  /**
   * A command in the background gets /dev/null as standard input, so the pipe is kept as descriptor
   * 3; only the reader keeps it open. The outer shell reports the child's exit code and ends the
   * reader.
   */
  private static final String GUARD =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      { read -r _ <&3; kill -9 "$child"; } 2>/dev/null &
      reader=$!
      exec 3<&-
      wait "$child"
      code=$?
      kill "$reader" 2>/dev/null
      exit "$code"
      """;

  private final Process guard;

  private GuardedProcess(Process guard) {
    this.guard = guard;
  }

  /** Starts a program; its standard output and error are one stream. */
  static GuardedProcess start(Path program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      command.add(setsid.toString());
    }
    command.addAll(List.of("/bin/sh", "-c", GUARD, "fairlead-guard", program.toString()));
    command.addAll(arguments);
    return new GuardedProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  Process process() {
    return guard;
  }

  /** Ends the child and the shell; returns when both are gone. May be called twice. */
  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
    } catch (IOException e) {
      System.getLogger(GuardedProcess.class.getName())
          .log(System.Logger.Level.DEBUG, "guard-pipe-closed-early reason=" + e.getMessage());
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!guard.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      kill();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    guard.descendants().forEach(ProcessHandle::destroyForcibly);
    guard.destroyForcibly();
  }
}
