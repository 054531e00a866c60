package dev.fairlead.xcmp.channel;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.Arrays;

/** Hashes in one flat array, to be overwritten in place; 32 bytes each. Owned by one thread. */
final class HashColumn {
  private final long[] words;

  HashColumn(int room) {
    this(new long[4 * room]);
  }

  private HashColumn(long[] words) {
    this.words = words;
  }

  int room() {
    return words.length / 4;
  }

  Hash32 get(int index) {
    int at = 4 * index;
    return new Hash32(words[at], words[at + 1], words[at + 2], words[at + 3]);
  }

  void set(int index, Hash32 hash) {
    int at = 4 * index;
    words[at] = hash.w0();
    words[at + 1] = hash.w1();
    words[at + 2] = hash.w2();
    words[at + 3] = hash.w3();
  }

  HashColumn resized(int room) {
    return new HashColumn(Arrays.copyOf(words, 4 * room));
  }
}
