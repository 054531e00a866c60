package dev.fairlead.node.tx;

/** A key file that cannot be opened; the message says why and never shows key or password. */
public final class KeystoreException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The message is shown to users as it stands. */
  public KeystoreException(String message) {
    super(message);
  }

  /** Keeps the cause. */
  public KeystoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
