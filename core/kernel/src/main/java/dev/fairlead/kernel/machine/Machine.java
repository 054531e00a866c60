package dev.fairlead.kernel.machine;

/**
 * A deterministic protocol state machine: the same inputs give the same effects. One owner thread,
 * no I/O; the work of one step is bounded. Time is a count of nanoseconds on the owner's clock and
 * never goes backwards.
 *
 * @param <I> facts that the machine is told
 * @param <E> orders that the owner carries out, in the order of emission
 */
public interface Machine<I, E> {
  /** Applies one input and emits, in order, what the owner must now do. Never blocks. */
  void step(long nowNanos, I input, Effects<? super E> out);

  /**
   * The time at which {@code step} must be called with a tick at the latest; {@link Long#MAX_VALUE}
   * if nothing is pending.
   */
  long nextDeadlineNanos();
}
