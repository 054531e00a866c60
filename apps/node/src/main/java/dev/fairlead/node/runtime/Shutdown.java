package dev.fairlead.node.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * The orderly end of a long-running command. What was started is registered and closed in reverse
 * order, on a thread of its own, when someone calls {@link #request} or the process gets SIGINT or
 * SIGTERM; a second signal ends the process at once. If closing takes longer than the limit, the
 * process ends with {@link ExitCode#RETRY}, naming what would not close. Any thread may call it.
 */
public final class Shutdown {
  /** How long closing may take. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Logger LOG = System.getLogger(Shutdown.class.getName());

  private final Duration limit;
  private final IntConsumer halt;
  private final Deque<Registered> open = new ArrayDeque<>();
  private final AtomicBoolean requested = new AtomicBoolean();
  private final AtomicBoolean awaited = new AtomicBoolean();
  private final CompletableFuture<ExitCode> finished = new CompletableFuture<>();
  private volatile String closing = "";

  private record Registered(String name, AutoCloseable resource) {}

  /** One whose limit and way to end the process are given, for tests. */
  Shutdown(Duration limit, IntConsumer halt) {
    this.limit = limit;
    this.halt = halt;
  }

  /** The one of this process, from now on driven by its signals too. */
  public static Shutdown onSignals() {
    Shutdown shutdown = new Shutdown(LIMIT, Runtime.getRuntime()::halt);
    Signals.handle(shutdown::signalled);
    return shutdown;
  }

  /** Has the resource closed at the end; at once if the end has already begun. */
  public void register(String name, AutoCloseable resource) {
    synchronized (open) {
      if (!requested.get()) {
        open.push(new Registered(name, resource));
        return;
      }
    }
    close(new Registered(name, resource));
  }

  /** Begins the end; only the first call counts. */
  public void request(ExitCode code, String reason) {
    synchronized (open) {
      if (!requested.compareAndSet(false, true)) {
        return;
      }
    }
    LOG.log(Level.INFO, "stopping reason=" + reason);
    Thread.ofPlatform().name("stop").start(() -> stop(code));
  }

  /** Whether the end has begun. */
  public boolean isRequested() {
    return requested.get();
  }

  /** Waits until everything is closed and says how the process should end. */
  public ExitCode await() throws InterruptedException {
    awaited.set(true);
    try {
      return finished.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A handler for {@link EventLoop}: logs the error and begins the end. */
  public void fail(Throwable error) {
    LOG.log(Level.ERROR, "loop_failed error=" + error, error);
    request(ExitCode.of(error), error.getClass().getSimpleName());
  }

  /** Reacts to a signal: the first begins the end, the second ends the process. */
  void signalled(int number) {
    if (requested.get()) {
      halt.accept(128 + number);
    } else {
      request(ExitCode.DONE, number == 2 ? "SIGINT" : "SIGTERM");
    }
  }

  private void stop(ExitCode code) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("close")
        .daemon()
        .start(() -> {
          closeAll();
          closed.complete(null);
        });
    ExitCode result = code;
    try {
      closed.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "stop_timed_out closing=" + closing);
      result = code == ExitCode.DONE ? ExitCode.RETRY : code;
    } catch (InterruptedException | ExecutionException e) {
      LOG.log(Level.WARNING, "stop_failed error=" + e);
    }
    System.out.flush();
    finished.complete(result);
    if (!awaited.get()) {
      halt.accept(result.code());
    }
  }

  private void closeAll() {
    while (true) {
      Registered next;
      synchronized (open) {
        if (open.isEmpty()) {
          return;
        }
        next = open.pop();
      }
      close(next);
    }
  }

  // One resource that fails to close must not keep the others open.
  private void close(Registered registered) {
    closing = registered.name();
    try {
      registered.resource().close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "close_failed what=" + registered.name() + " error=" + e, e);
    }
  }
}
