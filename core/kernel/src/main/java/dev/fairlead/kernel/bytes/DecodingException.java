package dev.fairlead.kernel.bytes;

/**
 * Thrown by codecs when bytes or text do not have the demanded form. The message says what was
 * expected and where; callers handle it where foreign input enters.
 */
public final class DecodingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message is complete: it is shown to users as it stands. */
  public DecodingException(String message) {
    super(message);
  }

  /** Keeps the failure of an inner codec as the cause. */
  public DecodingException(String message, DecodingException cause) {
    super(message, cause);
  }
}
