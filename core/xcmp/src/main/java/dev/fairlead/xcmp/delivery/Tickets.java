package dev.fairlead.xcmp.delivery;

/** Gives each ticket out once. */
final class Tickets {
  private long last;

  long next() {
    return ++last;
  }
}
