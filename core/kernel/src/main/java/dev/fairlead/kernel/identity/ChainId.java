package dev.fairlead.kernel.identity;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import java.math.BigInteger;

/**
 * Names a member chain by an unsigned number of up to 256 bits. Ordered numerically; printed as a
 * decimal number.
 *
 * @param word the number, right-aligned in 32 bytes
 */
public record ChainId(Hash32 word) implements Comparable<ChainId> {
  private static final int DECIMAL_DIGITS_MAX = 78;

  /** A number up to 64 bits, read as unsigned. */
  public static ChainId of(long unsigned) {
    return new ChainId(Hash32.ofNumber(unsigned));
  }

  /** Any non-negative number below 2^256. */
  public static ChainId of(BigInteger number) {
    if (number.signum() < 0 || number.bitLength() > 256) {
      throw new IllegalArgumentException("chain id out of range: " + number);
    }
    return new ChainId(
        new Hash32(
            number.shiftRight(192).longValue(),
            number.shiftRight(128).longValue(),
            number.shiftRight(64).longValue(),
            number.longValue()));
  }

  /** Parses a decimal number or {@code 0x} and hex digits; at most 256 bits. */
  public static ChainId parse(String text) throws DecodingException {
    boolean isHex = text.startsWith("0x") || text.startsWith("0X");
    String digits = isHex ? text.substring(2) : text;
    if (!digits.matches(isHex ? "[0-9a-fA-F]{1,64}" : "[0-9]{1," + DECIMAL_DIGITS_MAX + "}")) {
      throw new DecodingException("not a chain id: \"" + excerpt(text) + "\"");
    }
    BigInteger number = new BigInteger(digits, isHex ? 16 : 10);
    if (number.bitLength() > 256) {
      throw new DecodingException("chain id exceeds 256 bits: " + text);
    }
    return of(number);
  }

  /** Whether the number fits into 64 bits. */
  public boolean fitsLong() {
    return word.w0() == 0 && word.w1() == 0 && word.w2() == 0;
  }

  /** The low 64 bits. */
  public long lowLong() {
    return word.w3();
  }

  /** The number. */
  public BigInteger toBigInteger() {
    return new BigInteger(1, word.toByteArray());
  }

  @Override
  public int compareTo(ChainId other) {
    return word.compareTo(other.word);
  }

  /** The decimal number. */
  @Override
  public String toString() {
    return fitsLong() ? Long.toUnsignedString(word.w3()) : toBigInteger().toString();
  }

  private static String excerpt(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
