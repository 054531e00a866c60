package dev.fairlead.xcmp.erasure;

import dev.fairlead.kernel.bytes.Bytes;

/** The code as the definition says it, element by element with schoolbook products. */
final class NaiveErasure {
  private final int bits;
  private final int polynomial;
  private final int validators;
  private final int threshold;

  NaiveErasure(int validators) {
    this.validators = validators;
    this.threshold = (validators - 1) / 3 + 1;
    this.bits = validators <= 255 ? 8 : 16;
    this.polynomial = validators <= 255 ? 0b1_0001_1101 : 0b1_0001_0000_0000_1011;
  }

  /** Chunk of one validator. */
  Bytes chunk(Bytes pov, int index) {
    int size = (int) (2 * Math.ceil((4.0 + pov.size()) / (2.0 * threshold)));
    byte[] coded = new byte[size * threshold];
    for (int i = 0; i < 4; i++) {
      coded[i] = (byte) (pov.size() >> (8 * i));
    }
    pov.write(coded, 4);
    byte[] chunk = new byte[size];
    int step = bits / 8;
    for (int at = 0; at < size; at += step) {
      int sum = 0;
      for (int shard = 0; shard < threshold; shard++) {
        sum ^= times(element(coded, shard * size + at), factor(shard, index));
      }
      for (int i = 0; i < step; i++) {
        chunk[at + i] = (byte) (sum >> (8 * i));
      }
    }
    return Bytes.of(chunk);
  }

  int validators() {
    return validators;
  }

  private int element(byte[] source, int at) {
    int low = source[at] & 0xff;
    return bits == 8 ? low : low | ((source[at + 1] & 0xff) << 8);
  }

  private int factor(int shard, int target) {
    int product = 1;
    for (int other = 0; other < threshold; other++) {
      if (other != shard) {
        product = times(product, times(target ^ other, inverse(shard ^ other)));
      }
    }
    return product;
  }

  private int inverse(int element) {
    int result = 1;
    for (int i = 1; i < bits; i++) {
      element = times(element, element);
      result = times(result, element);
    }
    return result;
  }

  private int times(int left, int right) {
    int product = 0;
    for (int bit = bits - 1; bit >= 0; bit--) {
      product <<= 1;
      product ^= product >> bits == 0 ? 0 : polynomial;
      product ^= ((right >> bit) & 1) == 0 ? 0 : left;
    }
    return product;
  }
}
