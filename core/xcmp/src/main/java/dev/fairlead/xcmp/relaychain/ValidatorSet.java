package dev.fairlead.xcmp.relaychain;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Some validators of a session by their position, one bit each: relay state remembers for 25 hours
 * who has signed for every candidate (AM19). Never changes; parts of it are copies.
 */
@SuppressWarnings("JdkObsolete") // nobody walks over it in descending order
public final class ValidatorSet extends AbstractSet<Integer> implements SortedSet<Integer> {
  /** Nobody. */
  public static final ValidatorSet EMPTY = new ValidatorSet(new long[0]);

  private final long[] words; // the last one is not zero
  private final int size;

  private ValidatorSet(long[] words) {
    int length = words.length;
    while (length > 0 && words[length - 1] == 0) {
      length--;
    }
    this.words = Arrays.copyOf(words, length);
    int bits = 0;
    for (long word : this.words) {
      bits += Long.bitCount(word);
    }
    this.size = bits;
  }

  /** These validators; a negative position is a caller's bug. */
  public static ValidatorSet copyOf(Collection<Integer> validators) {
    if (validators instanceof ValidatorSet same) {
      return same;
    }
    int last = -1;
    for (int validator : validators) {
      if (validator < 0) {
        throw new IllegalArgumentException("validator " + validator);
      }
      last = Math.max(last, validator);
    }
    long[] words = new long[wordsFor(last + 1)];
    for (int validator : validators) {
      words[validator >>> 6] |= 1L << validator;
    }
    return new ValidatorSet(words);
  }

  /** All validators of a session of so many. */
  public static ValidatorSet all(int count) {
    long[] words = new long[wordsFor(count)];
    Arrays.fill(words, -1);
    return cut(words, 0, count);
  }

  /** Those of any positions that a session of so many validators has. */
  static ValidatorSet within(SortedSet<Integer> positions, int count) {
    return positions instanceof ValidatorSet set
        ? cut(set.words, 0, count)
        : copyOf(positions.subSet(0, count));
  }

  /** These and others. */
  public ValidatorSet with(ValidatorSet others) {
    long[] all = Arrays.copyOf(words, Math.max(words.length, others.words.length));
    for (int i = 0; i < others.words.length; i++) {
      all[i] |= others.words[i];
    }
    return new ValidatorSet(all);
  }

  /** These but for others. */
  public ValidatorSet without(ValidatorSet others) {
    long[] left = words.clone();
    for (int i = 0; i < Math.min(left.length, others.words.length); i++) {
      left[i] &= ~others.words[i];
    }
    return new ValidatorSet(left);
  }

  private static int wordsFor(int bits) {
    return (bits + Long.SIZE - 1) / Long.SIZE;
  }

  /** The bits from one position up to, not including, another. */
  private static ValidatorSet cut(long[] words, int from, int to) {
    long[] kept = Arrays.copyOf(words, Math.min(words.length, wordsFor(Math.max(0, to))));
    if (to > 0 && kept.length == wordsFor(to) && to % Long.SIZE != 0) {
      kept[kept.length - 1] &= -1L >>> -to;
    }
    Arrays.fill(kept, 0, Math.min(kept.length, Math.max(0, from) >>> 6), 0);
    if (from > 0 && from >>> 6 < kept.length) {
      kept[from >>> 6] &= -1L << from;
    }
    return new ValidatorSet(kept);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean contains(Object one) {
    return one instanceof Integer position && contains((int) position);
  }

  private boolean contains(int position) {
    return position >= 0
        && position >>> 6 < words.length
        && (words[position >>> 6] >>> position & 1) != 0;
  }

  @Override
  public Iterator<Integer> iterator() {
    return new Iterator<>() {
      private int next = after(0);

      @Override
      public boolean hasNext() {
        return next >= 0;
      }

      @Override
      public Integer next() {
        if (next < 0) {
          throw new NoSuchElementException();
        }
        int found = next;
        next = after(found + 1);
        return found;
      }
    };
  }

  /** The first member at a position or after it; -1 if there is none. */
  private int after(int position) {
    int at = position >>> 6;
    long word = at < words.length ? words[at] & (-1L << position) : 0;
    while (word == 0) {
      at++;
      if (at >= words.length) {
        return -1;
      }
      word = words[at];
    }
    return at * Long.SIZE + Long.numberOfTrailingZeros(word);
  }

  @Override
  public @Nullable Comparator<? super Integer> comparator() {
    return null; // ascending
  }

  @Override
  public ValidatorSet subSet(Integer from, Integer to) {
    if (from > to) {
      throw new IllegalArgumentException("from " + from + " to " + to);
    }
    return cut(words, from, to);
  }

  @Override
  public ValidatorSet headSet(Integer to) {
    return cut(words, 0, to);
  }

  @Override
  public ValidatorSet tailSet(Integer from) {
    return cut(words, from, words.length * Long.SIZE);
  }

  @Override
  public Integer first() {
    return iterator().next();
  }

  @Override
  public Integer last() {
    if (words.length == 0) {
      throw new NoSuchElementException();
    }
    return words.length * Long.SIZE - 1 - Long.numberOfLeadingZeros(words[words.length - 1]);
  }
}
