package dev.fairlead.storage;

import java.util.Arrays;

/**
 * Where the verified results lie, by ascending timestamp: 24 bytes each, no objects. Entries come
 * at the end and leave at both ends. One owner thread.
 */
final class ResultIndex {
  private static final int CAPACITY_MIN = 64;

  private long[] timestamps = new long[CAPACITY_MIN];
  private long[] offsets = new long[CAPACITY_MIN];
  private int[] lengths = new int[CAPACITY_MIN];
  private int[] files = new int[CAPACITY_MIN];
  private int from;
  private int to;

  /**
   * The place of one result.
   *
   * @param file number of the journal
   * @param offset of the record in it
   * @param length of the record
   */
  record Place(int file, long offset, int length) {}

  int size() {
    return to - from;
  }

  /** The timestamp must be above all others. */
  void add(long timestamp, Place place) {
    if (to == timestamps.length) {
      makeRoom();
    }
    timestamps[to] = timestamp;
    offsets[to] = place.offset();
    lengths[to] = place.length();
    files[to] = place.file();
    to++;
  }

  void dropFrom(long timestamp) {
    to = from + countBelow(timestamp);
  }

  /** Drops lower timestamps; the last entry stays. */
  void dropBelow(long timestamp) {
    from = Math.min(from + countBelow(timestamp), Math.max(from, to - 1));
  }

  /** Number of entries with a timestamp below the given one, unsigned. */
  int countBelow(long timestamp) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(timestamps[middle], timestamp) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - from;
  }

  /** The n-th entry, from 0 at the lowest timestamp. */
  long timestamp(int n) {
    return timestamps[from + n];
  }

  Place place(int n) {
    int at = from + n;
    return new Place(files[at], offsets[at], lengths[at]);
  }

  private void makeRoom() {
    int size = size();
    int capacity = Math.max(CAPACITY_MIN, size + size / 2);
    timestamps = Arrays.copyOfRange(timestamps, from, from + capacity);
    offsets = Arrays.copyOfRange(offsets, from, from + capacity);
    lengths = Arrays.copyOfRange(lengths, from, from + capacity);
    files = Arrays.copyOfRange(files, from, from + capacity);
    from = 0;
    to = size;
  }
}
