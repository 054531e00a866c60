package dev.fairlead.xcmp.para;

/** Ends the building of a block. */
final class CollationRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Collation.Refused reason;

  CollationRefused(Collation.Refused reason) {
    super(null, null, false, false);
    this.reason = reason;
  }

  Collation.Refused reason() {
    return reason;
  }
}
