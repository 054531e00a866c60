package dev.fairlead.xcmp.cost;

/**
 * Distinct undirected links of one strategy, by who is at the ends (6.3).
 *
 * @param collatorCollator between collators
 * @param collatorValidator between a collator and one validator of a group
 * @param validatorValidator between paired validators of two groups
 */
public record LinkCosts(
    Rational collatorCollator, Rational collatorValidator, Rational validatorValidator) {
  /** All links. */
  public Rational total() {
    return collatorCollator.plus(collatorValidator).plus(validatorValidator);
  }
}
