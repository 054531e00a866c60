package dev.fairlead.xcmp.para;

/** Ends a check at its first fault. */
final class PovRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient PovFault fault;

  PovRefused(PovFault fault) {
    super(null, null, false, false);
    this.fault = fault;
  }

  PovRefused(PovFault.Defect defect) {
    this(new PovFault.Block(defect));
  }

  PovFault fault() {
    return fault;
  }
}
