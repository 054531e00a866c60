package dev.fairlead.xcmp.delivery;

/** Who asks, as far as the sharing of slots goes (AM22). */
enum ServiceClass {
  /** Has proven to be a validator: half of the slots. */
  VALIDATOR(2),

  /** Entries that it got were acked: a quarter. */
  WHITELISTED(1),

  /** All others: a quarter. */
  OTHER(1);

  private final int weight;

  ServiceClass(int weight) {
    this.weight = weight;
  }

  int weight() {
    return weight;
  }
}
