package dev.fairlead.xcmp.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact fraction in lowest terms. Group sizes and threads per group are fractions in general, so
 * nothing is rounded before it is shown.
 *
 * @param numerator carries the sign
 * @param denominator at least 1
 */
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational> {
  /** Nothing. */
  public static final Rational ZERO = of(0);

  /** The unit. */
  public static final Rational ONE = of(1);

  /** Brings the fraction to lowest terms; refuses a denominator of zero. */
  public Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("fraction with a denominator of zero");
    }
    BigInteger divisor = numerator.gcd(denominator);
    BigInteger signed = denominator.signum() < 0 ? divisor.negate() : divisor;
    numerator = numerator.divide(signed);
    denominator = denominator.divide(signed);
  }

  /** A whole number. */
  public static Rational of(long whole) {
    return new Rational(BigInteger.valueOf(whole), BigInteger.ONE);
  }

  /** The sum. */
  public Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** The difference. */
  public Rational minus(Rational other) {
    return plus(other.times(-1));
  }

  /** The product. */
  public Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** The product with a whole number. */
  public Rational times(long whole) {
    return times(of(whole));
  }

  /** The quotient; refuses to divide by zero. */
  public Rational dividedBy(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** The least whole number that is not below this one. */
  public Rational ceiling() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    BigInteger whole = parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    return new Rational(whole, BigInteger.ONE);
  }

  /** Whether nothing is left after the point. */
  public boolean isWhole() {
    return denominator.equals(BigInteger.ONE);
  }

  /** The greater of the two. */
  public Rational max(Rational other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Every digit if the decimal fraction ends; else its first 34 digits, half to even. */
  public BigDecimal toDecimal() {
    BigDecimal upper = new BigDecimal(numerator);
    BigDecimal lower = new BigDecimal(denominator);
    return ends() ? upper.divide(lower) : upper.divide(lower, MathContext.DECIMAL128);
  }

  /** Rounded half up to so many digits after the point. */
  public BigDecimal rounded(int digits) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), digits, RoundingMode.HALF_UP);
  }

  private boolean ends() {
    BigInteger rest = denominator.shiftRight(denominator.getLowestSetBit());
    BigInteger five = BigInteger.valueOf(5);
    while (rest.mod(five).signum() == 0) {
      rest = rest.divide(five);
    }
    return rest.equals(BigInteger.ONE);
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public String toString() {
    return isWhole() ? numerator.toString() : numerator + "/" + denominator;
  }
}
