package dev.fairlead.kernel.machine;

/**
 * Takes the orders of a machine, in their order. {@link #emit} only records; the owner acts after
 * the step has returned.
 *
 * @param <E> the machine's effects
 */
@FunctionalInterface
public interface Effects<E> {
  /** Records one order. */
  void emit(E effect);
}
