package dev.fairlead.node.runtime;

import dev.fairlead.kernel.machine.Invariants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thread that owns machines: it runs tasks in the order of arrival, meets the deadlines of its
 * {@link Timed} members, and calls the publisher after each group of tasks, so that readers see
 * every state that lasts. The queue is bounded: producers wait in {@link #put} or are told by
 * {@link #offer}. An exception from a task ends the loop and goes to the failure handler; nothing
 * is swallowed.
 *
 * <p>{@link #put}, {@link #offer} and {@link #close} may be called from any thread; members and the
 * publisher are set before {@link #start}.
 */
public final class EventLoop implements Executor, AutoCloseable {
  private static final int GROUP_MAX = 256;
  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration JOIN = Duration.ofSeconds(5);

  private final BlockingQueue<Runnable> queue;
  private final NanoClock clock;
  private final Consumer<Throwable> onFailure;
  private final List<Timed> members = new ArrayList<>();
  private final Thread thread;
  private Runnable publisher = () -> {};
  private volatile boolean stopping;
  private volatile long lastTurnNanos;

  /**
   * A loop that is not yet running.
   *
   * @param name the thread's name
   * @param tasksMax how many tasks may wait
   * @param onFailure told once, on the loop's thread, when a task fails; the loop has then ended
   */
  public EventLoop(String name, int tasksMax, NanoClock clock, Consumer<Throwable> onFailure) {
    this.queue = new ArrayBlockingQueue<>(tasksMax);
    this.clock = clock;
    this.onFailure = onFailure;
    this.lastTurnNanos = clock.nanos();
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /** Adds a member whose deadlines the loop meets. */
  public void add(Timed member) {
    members.add(member);
  }

  /** Sets what runs after each group of tasks and deadlines, usually publishing a snapshot. */
  public void publishBy(Runnable publish) {
    this.publisher = publish;
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** The loop's clock. */
  public NanoClock clock() {
    return clock;
  }

  /** Hands in a task unless the queue is full or the loop is stopping. */
  public boolean offer(Runnable task) {
    return !stopping && queue.offer(task);
  }

  /** Hands in a task, waiting for room; without effect once the loop is stopping. */
  public void put(Runnable task) throws InterruptedException {
    Invariants.require(!isOwner(), "the loop's own thread must not wait for room in its queue");
    boolean taken = false;
    while (!stopping && !taken) {
      taken = queue.offer(task, 100, TimeUnit.MILLISECONDS);
    }
  }

  /** Hands in a task, or refuses it if the queue is full. */
  @Override
  public void execute(Runnable task) {
    if (!offer(task)) {
      throw new RejectedExecutionException(thread.getName() + " is full or stopping");
    }
  }

  /** How long the present task has been running, or how long the loop has been dead. */
  public Duration sinceLastTurn() {
    return Duration.ofNanos(clock.nanos() - lastTurnNanos);
  }

  /** How many tasks wait. */
  public int waiting() {
    return queue.size();
  }

  /** Ends the loop after the task that runs; waiting tasks are dropped. */
  @Override
  public void close() {
    stopping = true;
    queue.offer(() -> {});
    if (!isOwner() && thread.isAlive()) {
      try {
        thread.join(JOIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean isOwner() {
    return Thread.currentThread().equals(thread);
  }

  // The one place where everything is caught: whatever ends the loop must end the process.
  private void run() {
    try {
      while (!stopping) {
        turn();
      }
    } catch (InterruptedException e) {
      stopping = true;
    } catch (Throwable e) {
      stopping = true;
      onFailure.accept(e);
    }
  }

  private void turn() throws InterruptedException {
    lastTurnNanos = clock.nanos();
    @Nullable Runnable task = queue.poll(untilDeadline(), TimeUnit.NANOSECONDS);
    for (int i = 0; task != null && !stopping; i++) {
      lastTurnNanos = clock.nanos();
      task.run();
      task = i < GROUP_MAX ? queue.poll() : null;
    }
    long now = clock.nanos();
    for (Timed member : members) {
      if (member.nextDeadlineNanos() <= now) {
        member.onDeadline(now);
      }
    }
    publisher.run();
  }

  private long untilDeadline() {
    long wait = IDLE_NANOS;
    long now = clock.nanos();
    for (Timed member : members) {
      long deadline = member.nextDeadlineNanos();
      wait = deadline <= now ? 0 : Math.min(wait, deadline - now);
    }
    return wait;
  }
}
