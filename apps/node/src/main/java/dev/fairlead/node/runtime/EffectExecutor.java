package dev.fairlead.node.runtime;

import java.util.function.Consumer;

/**
 * Carries out the orders of one machine on its owner thread, one after the other. Answers that are
 * there at once go to {@code answers}; they are stepped before any other input. Slow work is handed
 * to other threads, which answer through {@link MachineRunner#offer}.
 *
 * @param <I> the machine's inputs
 * @param <E> the machine's effects
 */
@FunctionalInterface
public interface EffectExecutor<I, E> {
  /** Carries out one order. */
  void execute(E effect, Consumer<? super I> answers);
}
