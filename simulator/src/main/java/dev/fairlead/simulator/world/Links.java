package dev.fairlead.simulator.world;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The connections of one node: their numbers by peer, in two arrays that are searched by halves. A
 * node looks here for every message that it sends or gets.
 */
final class Links {
  /** There is no connection; numbers begin with 1. */
  static final long NONE = 0;

  private int[] peers = new int[8]; // ascending
  private long[] numbers = new long[8];
  private int size;

  /** The number of the connection to a peer, or {@link #NONE}. */
  long to(int peer) {
    int at = Arrays.binarySearch(peers, 0, size, peer);
    return at < 0 ? NONE : numbers[at];
  }

  /** Connects to a peer, or gives the connection another number. */
  void put(int peer, long number) {
    int found = Arrays.binarySearch(peers, 0, size, peer);
    if (found >= 0) {
      numbers[found] = number;
      return;
    }
    int at = -found - 1;
    if (size == peers.length) {
      peers = Arrays.copyOf(peers, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    System.arraycopy(peers, at, peers, at + 1, size - at);
    System.arraycopy(numbers, at, numbers, at + 1, size - at);
    peers[at] = peer;
    numbers[at] = number;
    size++;
  }

  void remove(int peer) {
    int at = Arrays.binarySearch(peers, 0, size, peer);
    if (at >= 0) {
      size--;
      System.arraycopy(peers, at + 1, peers, at, size - at);
      System.arraycopy(numbers, at + 1, numbers, at, size - at);
    }
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Takes a connection. */
  @FunctionalInterface
  interface Taker {
    /** A peer and the number of the connection to it. */
    void take(int peer, long number);
  }

  /** All connections, by peer. */
  void forEach(Taker taker) {
    for (int i = 0; i < size; i++) {
      taker.take(peers[i], numbers[i]);
    }
  }

  /** All peers, ascending. */
  IntStream peers() {
    return Arrays.stream(peers, 0, size);
  }

  Links copy() {
    Links copy = new Links();
    forEach(copy::put);
    return copy;
  }
}
