package dev.fairlead.xcmp.search;

/**
 * A state in which a property does not hold, reached in the fewest moves.
 *
 * @param property that is broken
 * @param trail moves that lead there
 * @param what was found
 */
record Violation(Property property, String trail, String what) {
  @Override
  public String toString() {
    return property + ": " + what + "\nafter\n" + trail;
  }
}
