package dev.fairlead.simulator.event;

import java.util.Arrays;
import java.util.NoSuchElementException;

/**
 * Events by time, those of one time in the order in which they were added. Holds primitives only:
 * four arrays, each a heap of four children per element, so that a million events a second leave
 * nothing to collect. Owned by one thread.
 */
public final class EventHeap {
  private static final int CHILDREN = 4;

  private long[] times;
  private long[] sequences;
  private int[] nodes;
  private int[] payloads;
  private int size;
  private long added;

  /** An empty heap with room for so many events; it grows when they do not suffice. */
  public EventHeap(int capacity) {
    int room = Math.max(capacity, CHILDREN);
    times = new long[room];
    sequences = new long[room];
    nodes = new int[room];
    payloads = new int[room];
  }

  /**
   * Adds an event.
   *
   * @param timeNanos when it is due
   * @param node whom it concerns
   * @param payload index of what it carries, in a table of the caller
   */
  public void add(long timeNanos, int node, int payload) {
    if (size == times.length) {
      grow();
    }
    place(up(size, timeNanos), timeNanos, added, node, payload);
    size++;
    added++;
  }

  /** Whether nothing is left. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** How many events are left. */
  public int size() {
    return size;
  }

  /** When the first event is due. */
  public long timeNanos() {
    return times[first()];
  }

  /** Number of the first event in the order of adding. */
  public long sequence() {
    return sequences[first()];
  }

  /** Whom the first event concerns. */
  public int node() {
    return nodes[first()];
  }

  /** What the first event carries. */
  public int payload() {
    return payloads[first()];
  }

  /** Removes the first event. */
  public void removeFirst() {
    first();
    size--;
    if (size > 0) {
      int hole = down(times[size], sequences[size]);
      place(hole, times[size], sequences[size], nodes[size], payloads[size]);
    }
  }

  private int first() {
    if (size == 0) {
      throw new NoSuchElementException("no event is left");
    }
    return 0;
  }

  /** Moves later events out of the way upwards; a new event has the highest sequence. */
  private int up(int from, long timeNanos) {
    int hole = from;
    while (hole > 0) {
      int parent = (hole - 1) / CHILDREN;
      if (times[parent] <= timeNanos) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    return hole;
  }

  private int down(long timeNanos, long sequence) {
    int hole = 0;
    while (true) {
      int child = hole * CHILDREN + 1;
      int end = Math.min(child + CHILDREN, size);
      int least = -1;
      for (int i = child; i < end; i++) {
        if (least < 0 || isBefore(times[i], sequences[i], times[least], sequences[least])) {
          least = i;
        }
      }
      if (least < 0 || isBefore(timeNanos, sequence, times[least], sequences[least])) {
        return hole;
      }
      move(least, hole);
      hole = least;
    }
  }

  private static boolean isBefore(long time, long sequence, long otherTime, long otherSequence) {
    return time < otherTime || (time == otherTime && sequence < otherSequence);
  }

  private void move(int from, int to) {
    place(to, times[from], sequences[from], nodes[from], payloads[from]);
  }

  private void place(int at, long timeNanos, long sequence, int node, int payload) {
    times[at] = timeNanos;
    sequences[at] = sequence;
    nodes[at] = node;
    payloads[at] = payload;
  }

  private void grow() {
    int room = Math.multiplyExact(times.length, 2);
    times = Arrays.copyOf(times, room);
    sequences = Arrays.copyOf(sequences, room);
    nodes = Arrays.copyOf(nodes, room);
    payloads = Arrays.copyOf(payloads, room);
  }
}
