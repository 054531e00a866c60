package dev.fairlead.jsonrpc.http;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Frees threads from peers that neither send nor read: interrupts a virtual thread that is still
 * inside its socket when its time is up, which closes the socket.
 */
final class HttpDeadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  HttpDeadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("rpc-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Starts a deadline for the calling thread; it ends with the closing of the result. */
  Deadline start(Duration duration) {
    return new Deadline(Thread.currentThread(), timer, duration);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One running deadline. */
  static final class Deadline implements AutoCloseable {
    private final Thread thread;
    private final ScheduledFuture<?> task;
    private boolean isOver;
    private boolean isHit;

    private Deadline(Thread thread, ScheduledThreadPoolExecutor timer, Duration duration) {
      this.thread = thread;
      this.task = timer.schedule(this::hit, duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the time was up before the work was done. */
    synchronized boolean isHit() {
      return isHit;
    }

    @Override
    public void close() {
      task.cancel(false);
      synchronized (this) {
        isOver = true;
        if (isHit) {
          Thread.interrupted(); // ours; nobody else interrupts for the socket's sake
        }
      }
    }

    private synchronized void hit() {
      if (!isOver) {
        isHit = true;
        thread.interrupt();
      }
    }
  }
}
