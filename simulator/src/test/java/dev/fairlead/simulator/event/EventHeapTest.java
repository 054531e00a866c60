package dev.fairlead.simulator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventHeapTest {
  private record Event(long time, long sequence, int node, int payload) {}

  /** Against a plain priority queue; few distinct times, so that ties are frequent. */
  @Test
  void givesWhatAPriorityQueueGives() {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Comparator<Event> order = Comparator.comparingLong(Event::time);
    PriorityQueue<Event> model = new PriorityQueue<>(order.thenComparingLong(Event::sequence));
    EventHeap heap = new EventHeap(1);
    long sequence = 0;

    for (int i = 0; i < 20_000; i++) {
      if (model.isEmpty() || random.nextInt(5) < 3) {
        Event event = new Event(random.nextInt(50), sequence++, random.nextInt(9), i);
        model.add(event);
        heap.add(event.time(), event.node(), event.payload());
      } else {
        assertThat(first(heap)).isEqualTo(model.remove());
        heap.removeFirst();
      }
      assertThat(heap.size()).isEqualTo(model.size());
    }
    while (!model.isEmpty()) {
      assertThat(first(heap)).isEqualTo(model.remove());
      heap.removeFirst();
    }
    assertThat(heap.isEmpty()).isTrue();
  }

  @Test
  void anEmptyHeapHasNoFirst() {
    EventHeap heap = new EventHeap(4);

    assertThatThrownBy(heap::timeNanos).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(heap::removeFirst).isInstanceOf(NoSuchElementException.class);
  }

  private static Event first(EventHeap heap) {
    return new Event(heap.timeNanos(), heap.sequence(), heap.node(), heap.payload());
  }
}
