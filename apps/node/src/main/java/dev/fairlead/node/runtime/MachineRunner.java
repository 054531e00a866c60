package dev.fairlead.node.runtime;

import dev.fairlead.kernel.machine.Machine;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs one machine on an event loop: steps it with each input, then carries out its effects in
 * their order before the next input. Answers given by the executor at once are stepped first.
 * Everything but {@link #offer} and {@link #put} belongs to the loop's thread.
 *
 * @param <I> the machine's inputs
 * @param <E> the machine's effects
 */
public final class MachineRunner<I, E> implements Timed {
  private final EventLoop loop;
  private final Machine<I, E> machine;
  private final EffectExecutor<I, E> executor;
  private final I tick;
  private final Deque<I> answers = new ArrayDeque<>();
  private final Deque<E> effects = new ArrayDeque<>();

  /**
   * Joins the machine to the loop; {@code tick} is the input that tells it that time has passed.
   */
  public MachineRunner(
      EventLoop loop, Machine<I, E> machine, I tick, EffectExecutor<I, E> executor) {
    this.loop = loop;
    this.machine = machine;
    this.tick = tick;
    this.executor = executor;
    loop.add(this);
  }

  /** Hands in an input from any thread unless the loop's queue is full. */
  public boolean offer(I input) {
    return loop.offer(() -> step(input));
  }

  /** Hands in an input from any thread but the loop's, waiting for room. */
  public void put(I input) throws InterruptedException {
    loop.put(() -> step(input));
  }

  /** Steps the machine now and carries out all that follows; on the loop's thread only. */
  public void step(I input) {
    answers.add(input);
    while (!answers.isEmpty()) {
      machine.step(loop.clock().nanos(), answers.remove(), effects::add);
      while (!effects.isEmpty()) {
        executor.execute(effects.remove(), answers::add);
      }
    }
  }

  @Override
  public long nextDeadlineNanos() {
    return machine.nextDeadlineNanos();
  }

  @Override
  public void onDeadline(long nowNanos) {
    step(tick);
  }
}
