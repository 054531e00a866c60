package dev.fairlead.xcmp.cost;

/**
 * Contacts of one strategy, a figure per role (6.1).
 *
 * @param sendingCollators SC
 * @param sendingValidators SV
 * @param receivingValidators RV
 * @param receivingCollators RC
 */
public record RoleCosts(
    Rational sendingCollators,
    Rational sendingValidators,
    Rational receivingValidators,
    Rational receivingCollators) {
  /** All roles together; every contact is counted at both ends. */
  public Rational total() {
    return sendingCollators
        .plus(sendingValidators)
        .plus(receivingValidators)
        .plus(receivingCollators);
  }

  /** Each figure divided by the nodes in the role. */
  RoleCosts dividedBy(RoleCosts nodes) {
    return new RoleCosts(
        share(sendingCollators, nodes.sendingCollators),
        share(sendingValidators, nodes.sendingValidators),
        share(receivingValidators, nodes.receivingValidators),
        share(receivingCollators, nodes.receivingCollators));
  }

  private static Rational share(Rational contacts, Rational nodes) {
    return nodes.equals(Rational.ZERO) ? Rational.ZERO : contacts.dividedBy(nodes);
  }
}
