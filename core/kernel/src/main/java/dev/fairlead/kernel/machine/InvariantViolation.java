package dev.fairlead.kernel.machine;

/** A bug of ours, or damage that recovery cannot mend. Nobody catches it; the process ends. */
public final class InvariantViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which condition does not hold, with values. */
  public InvariantViolation(String message) {
    super(message);
  }
}
