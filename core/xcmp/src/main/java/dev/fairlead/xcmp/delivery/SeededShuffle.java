package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A random order that everyone who knows the seed finds. Fisher and Yates from the last place down;
 * the random numbers are the four words of BLAKE2b-256 over seed and a counter of 32 bits, low to
 * high; a word is taken as unsigned and dropped where it would favour some places.
 */
final class SeededShuffle {
  private static final int WORDS = 4;

  private final Hash32 seed;
  private long[] words = new long[0];
  private int used;
  private int counter;

  private SeededShuffle(Hash32 seed) {
    this.seed = seed;
  }

  /** The elements in the order of the seed. */
  static <T> List<T> of(Hash32 seed, List<T> elements) {
    SeededShuffle numbers = new SeededShuffle(seed);
    List<T> order = new ArrayList<>(elements);
    for (int last = order.size() - 1; last > 0; last--) {
      Collections.swap(order, last, numbers.below(last + 1));
    }
    return List.copyOf(order);
  }

  /** A number from 0 to {@code bound - 1}, each as likely as the others. */
  private int below(int bound) {
    while (true) {
      long word = next() >>> 1;
      long number = word % bound;
      if (word - number + (bound - 1) >= 0) {
        return (int) number;
      }
    }
  }

  private long next() {
    if (used == words.length) {
      Hash32 hash = new Blake2b256().update(seed).updateIntLittleEndian(counter).digest();
      words = Arrays.copyOf(new long[] {hash.w0(), hash.w1(), hash.w2(), hash.w3()}, WORDS);
      counter++;
      used = 0;
    }
    long word = words[used];
    used++;
    return word;
  }
}
