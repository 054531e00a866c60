package dev.fairlead.node.devnet.anvil;

import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One running anvil on a free port of this machine. Ends with {@link #close} or with this JVM. */
public final class AnvilProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:([0-9]+)");
  private static final long START_SECONDS_MAX = 30;
  private static final int LINES_KEPT = 5;

  private final GuardedProcess process;
  private final int port;

  private AnvilProcess(GuardedProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts an anvil and returns when it answers. */
  public static AnvilProcess start(Path binary, AnvilOptions options)
      throws CommandException, InterruptedException {
    GuardedProcess process;
    try {
      process = GuardedProcess.start(binary, options.arguments());
    } catch (IOException e) {
      throw new CommandException(ExitCode.FATAL, "cannot start anvil: " + e.getMessage());
    }
    BlockingQueue<Integer> port = new ArrayBlockingQueue<>(1);
    Output output = new Output(process.process(), port);
    Thread.ofVirtual().name("anvil-" + options.chainId()).start(output);
    boolean isStarted = false;
    try {
      Integer found = port.poll(START_SECONDS_MAX, TimeUnit.SECONDS);
      if (found == null || found == 0) {
        throw new CommandException(
            ExitCode.RETRY,
            "anvil of chain " + options.chainId() + " did not start: " + output.last());
      }
      isStarted = true;
      return new AnvilProcess(process, found);
    } finally {
      if (!isStarted) {
        process.close();
      }
    }
  }

  /** Where it answers HTTP. */
  public URI http() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where it answers WebSocket. */
  public URI webSocket() {
    return URI.create("ws://127.0.0.1:" + port);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.process().isAlive();
  }

  /** Completes when it has ended, for whatever reason. */
  public CompletableFuture<Void> onExit() {
    return process.process().onExit().thenAccept(ended -> {});
  }

  @Override
  public void close() {
    process.close();
  }

  /** Reads all that anvil prints, so that it never blocks, and finds the port it chose. */
  private record Output(Process process, BlockingQueue<Integer> port, Tail tail)
      implements Runnable {
    Output(Process process, BlockingQueue<Integer> port) {
      this(process, port, new Tail());
    }

    @Override
    public void run() {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          tail.add(line);
          Matcher matcher = LISTENING.matcher(line);
          if (matcher.find()) {
            port.offer(Integer.valueOf(matcher.group(1)));
          }
        }
      } catch (IOException e) {
        tail.add(String.valueOf(e.getMessage()));
      }
      port.offer(0);
    }

    String last() {
      return tail.text();
    }
  }

  /** The last lines printed, for a message about a failed start. */
  private static final class Tail {
    private final ArrayBlockingQueue<String> lines = new ArrayBlockingQueue<>(LINES_KEPT);

    void add(String line) {
      if (line.isBlank()) {
        return;
      }
      while (!lines.offer(line.strip())) {
        lines.poll();
      }
    }

    String text() {
      return lines.isEmpty() ? "it printed nothing" : String.join(" | ", lines);
    }
  }
}
