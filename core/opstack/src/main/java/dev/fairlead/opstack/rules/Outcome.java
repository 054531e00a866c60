package dev.fairlead.opstack.rules;

/** What became of judging one message. Waiting and invalid are never the same. */
public sealed interface Outcome {
  /** All rules hold. */
  record Valid() implements Outcome {}

  /**
   * A rule is broken, for good.
   *
   * @param reason the first broken rule in the order of {@link InvalidMessage.Code}
   */
  record Invalid(InvalidMessage reason) implements Outcome {}

  /**
   * Not decidable so far; judging again later may give any outcome.
   *
   * @param awaited what is not there yet
   */
  record NotYet(Awaited awaited) implements Outcome {}

  /**
   * Not decidable with the stored blocks; waiting does not help.
   *
   * @param missing what was pruned or never fetched
   */
  record NotEnoughHistory(Missing missing) implements Outcome {}
}
