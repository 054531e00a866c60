package dev.fairlead.xcmp.erasure;

/**
 * A finite field of 2^8 or 2^16 elements, written as polynomials over two elements; addition is
 * exclusive or. Products of single elements go through logarithms; whole shards are multiplied
 * eight bytes at a time by {@link #twice}.
 */
final class GaloisField {
  /** Modulo x^8 + x^4 + x^3 + x^2 + 1. */
  static final GaloisField BITS_8 =
      new GaloisField(8, 0x11d, 0x7f7f_7f7f_7f7f_7f7fL, 0x0101_0101_0101_0101L);

  /** Modulo x^16 + x^12 + x^3 + x + 1. */
  static final GaloisField BITS_16 =
      new GaloisField(16, 0x1_100b, 0x7fff_7fff_7fff_7fffL, 0x0001_0001_0001_0001L);

  private final int bits;
  private final int order;
  private final int reduction;
  private final long lowBits;
  private final long lowestBit;
  private final int[] powers;
  private final int[] logarithms;

  private GaloisField(int bits, int polynomial, long lowBits, long lowestBit) {
    this.bits = bits;
    this.order = (1 << bits) - 1;
    this.reduction = polynomial & order;
    this.lowBits = lowBits;
    this.lowestBit = lowestBit;
    this.powers = new int[order];
    this.logarithms = new int[order + 1];
    int value = 1;
    for (int i = 0; i < order; i++) {
      powers[i] = value;
      logarithms[value] = i;
      value <<= 1;
      if (value > order) {
        value ^= polynomial;
      }
    }
  }

  /** The smaller field that has an element for each of so many validators. */
  static GaloisField forValidators(int validators) {
    return validators <= BITS_8.order ? BITS_8 : BITS_16;
  }

  /** Bits of an element. */
  int bits() {
    return bits;
  }

  /** Exponent of the generator x that gives this element, which must not be zero. */
  int logarithm(int element) {
    return logarithms[element];
  }

  /** The generator to an exponent; any whole number. */
  int power(int exponent) {
    return powers[Math.floorMod(exponent, order)];
  }

  /** Every element of a word times x. */
  long twice(long elements) {
    return ((elements & lowBits) << 1) ^ (((elements >>> (bits - 1)) & lowestBit) * reduction);
  }
}
