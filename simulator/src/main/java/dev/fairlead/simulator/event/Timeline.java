package dev.fairlead.simulator.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is due in a virtual world. Each event carries an object for one node; taking one moves the
 * clock. Owned by one thread.
 *
 * @param <P> what events carry
 */
public final class Timeline<P> {
  private final VirtualClock clock = new VirtualClock();
  private final EventHeap heap;
  private @Nullable Object[] payloads; // null where free
  private int[] free;
  private int freeCount;
  private long step;

  /** An empty timeline with room for so many events; it grows when they do not suffice. */
  public Timeline(int capacity) {
    heap = new EventHeap(capacity);
    payloads = new Object[capacity];
    free = new int[capacity];
    for (int i = 0; i < capacity; i++) {
      free[i] = capacity - 1 - i;
    }
    freeCount = capacity;
  }

  /** Takes events, one by one. */
  @FunctionalInterface
  public interface Taker<P> {
    /** Something is due for a node now. */
    void take(int node, P payload);
  }

  /** The time. */
  public long nowNanos() {
    return clock.nowNanos();
  }

  /** How many events were taken. */
  public long step() {
    return step;
  }

  /** How many events are to come. */
  public int size() {
    return heap.size();
  }

  /** Adds an event so many nanoseconds from now. */
  public void after(long delayNanos, int node, P payload) {
    at(Math.addExact(clock.nowNanos(), Math.max(0, delayNanos)), node, payload);
  }

  /** Adds an event at a time; one that is past is due now. */
  public void at(long timeNanos, int node, P payload) {
    if (freeCount == 0) {
      grow();
    }
    int slot = free[--freeCount];
    payloads[slot] = payload;
    heap.add(Math.max(timeNanos, clock.nowNanos()), node, slot);
  }

  /** Takes the next event that is due before a time; false if there is none. */
  public boolean takeBefore(long endNanos, Taker<? super P> taker) {
    if (heap.isEmpty() || heap.timeNanos() >= endNanos) {
      return false;
    }
    int node = heap.node();
    int slot = heap.payload();
    clock.advanceTo(heap.timeNanos());
    heap.removeFirst();
    step++;
    taker.take(node, released(slot));
    return true;
  }

  @SuppressWarnings("unchecked")
  private P released(int slot) {
    Object payload = java.util.Objects.requireNonNull(payloads[slot]);
    payloads[slot] = null;
    free[freeCount++] = slot;
    return (P) payload; // only at(...) fills slots
  }

  private void grow() {
    int room = payloads.length;
    payloads = Arrays.copyOf(payloads, Math.max(16, 2 * room));
    free = Arrays.copyOf(free, payloads.length);
    for (int slot = payloads.length - 1; slot >= room; slot--) {
      free[freeCount++] = slot;
    }
  }
}
