package dev.fairlead.kernel.bytes;

import java.util.Arrays;
import java.util.List;

/**
 * An immutable list of 32-byte hashes in one flat array: no object per element, so that the logs of
 * a block with a hundred thousand entries cost 32 bytes each.
 */
public final class HashList {
  /** No hashes. */
  public static final HashList EMPTY = new HashList(new long[0]);

  private final long[] words;

  private HashList(long[] words) {
    this.words = words;
  }

  /** Copies a list. */
  public static HashList of(List<Hash32> hashes) {
    Builder builder = new Builder(hashes.size());
    for (Hash32 hash : hashes) {
      builder.add(hash);
    }
    return builder.build();
  }

  /** Number of hashes. */
  public int size() {
    return words.length / 4;
  }

  /** The hash at {@code index}. */
  public Hash32 get(int index) {
    int at = 4 * java.util.Objects.checkIndex(index, size());
    return new Hash32(words[at], words[at + 1], words[at + 2], words[at + 3]);
  }

  /** Writes all hashes one after the other at {@code offset}. */
  public void write(byte[] target, int offset) {
    for (int i = 0; i < size(); i++) {
      get(i).write(target, offset + Hash32.SIZE * i);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashList list && Arrays.equals(words, list.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return "HashList[" + size() + "]";
  }

  /** Collects hashes; owned by one thread. */
  public static final class Builder {
    private long[] words;
    private int used;

    /** Starts with room for {@code expected} hashes. */
    public Builder(int expected) {
      words = new long[4 * Math.max(4, expected)];
    }

    /** Appends one hash. */
    public Builder add(Hash32 hash) {
      if (used + 4 > words.length) {
        words = Arrays.copyOf(words, words.length * 2);
      }
      words[used] = hash.w0();
      words[used + 1] = hash.w1();
      words[used + 2] = hash.w2();
      words[used + 3] = hash.w3();
      used += 4;
      return this;
    }

    /** Number of hashes so far. */
    public int size() {
      return used / 4;
    }

    /** The list; the builder can go on and does not change it. */
    public HashList build() {
      return used == 0 ? EMPTY : new HashList(Arrays.copyOf(words, used));
    }
  }
}
