package dev.fairlead.xcmp.erasure;

/**
 * A polynomial through as many points as it has coefficients, carried to other points: the value at
 * a target is the sum of the known values, each times its Lagrange factor.
 *
 * <p>The multiplication works on columns of {@value #COLUMN} words. For each known shard the
 * products with all sixteen values of each four bits of a factor are laid out once; then each
 * target costs one addition per four bits.
 */
final class Interpolation {
  private static final int COLUMN = 128;
  private static final int NIBBLE_VALUES = 16;

  private final GaloisField field;
  private final int[] known;
  private final int[] targets;
  private final int[] factors; // by known point, then by target
  private final int nibbles;

  Interpolation(GaloisField field, int[] known, int[] targets) {
    this.field = field;
    this.known = known.clone();
    this.targets = targets.clone();
    this.nibbles = field.bits() / 4;
    this.factors = new int[known.length * targets.length];
    computeFactors();
  }

  private void computeFactors() {
    int[] weights = new int[known.length]; // logarithm of the product of differences
    for (int m = 0; m < known.length; m++) {
      weights[m] = logarithmOfDifferences(known[m]);
    }
    for (int t = 0; t < targets.length; t++) {
      int all = logarithmOfDifferences(targets[t]);
      for (int m = 0; m < known.length; m++) {
        int difference = field.logarithm(targets[t] ^ known[m]);
        factors[m * targets.length + t] = field.power(all - difference - weights[m]);
      }
    }
  }

  /** Over all known points but the point itself; below 2^28, as there are few points. */
  private int logarithmOfDifferences(int point) {
    int sum = 0;
    for (int other : known) {
      sum += other == point ? 0 : field.logarithm(point ^ other);
    }
    return sum;
  }

  /** Values at the targets from those at the known points; all shards have the same length. */
  long[][] apply(long[][] values) {
    int words = values[0].length;
    long[][] results = new long[targets.length][words];
    long[] products = new long[nibbles * NIBBLE_VALUES * COLUMN];
    for (int from = 0; from < words; from += COLUMN) {
      int count = Math.min(COLUMN, words - from);
      for (int m = 0; m < known.length; m++) {
        layOut(values[m], from, count, products);
        for (int t = 0; t < targets.length; t++) {
          add(factors[m * targets.length + t], products, results[t], from, count);
        }
      }
    }
    return results;
  }

  private void layOut(long[] shard, int from, int count, long[] products) {
    for (int nibble = 0; nibble < nibbles; nibble++) {
      int base = nibble * NIBBLE_VALUES * COLUMN;
      for (int value = 1; value < NIBBLE_VALUES; value++) {
        int top = Integer.highestOneBit(value);
        int target = base + value * COLUMN;
        if (value != top) {
          int left = base + top * COLUMN;
          int right = base + (value ^ top) * COLUMN;
          for (int w = 0; w < count; w++) {
            products[target + w] = products[left + w] ^ products[right + w];
          }
        } else if (value == 1 && nibble == 0) {
          System.arraycopy(shard, from, products, target, count);
        } else {
          int half = value == 1 ? base - NIBBLE_VALUES / 2 * COLUMN : base + value / 2 * COLUMN;
          for (int w = 0; w < count; w++) {
            products[target + w] = field.twice(products[half + w]);
          }
        }
      }
    }
  }

  private void add(int factor, long[] products, long[] result, int from, int count) {
    int first = (factor & 15) * COLUMN;
    int second = (NIBBLE_VALUES + ((factor >>> 4) & 15)) * COLUMN;
    if (nibbles == 2) {
      for (int w = 0; w < count; w++) {
        result[from + w] ^= products[first + w] ^ products[second + w];
      }
      return;
    }
    int third = (2 * NIBBLE_VALUES + ((factor >>> 8) & 15)) * COLUMN;
    int fourth = (3 * NIBBLE_VALUES + (factor >>> 12)) * COLUMN;
    for (int w = 0; w < count; w++) {
      result[from + w] ^=
          products[first + w] ^ products[second + w] ^ products[third + w] ^ products[fourth + w];
    }
  }
}
