package dev.fairlead.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Storage cannot be opened or written. The message is one complete sentence or two for the person
 * who runs the program: the file, the cause and, where there is one, the remedy.
 */
public final class StorageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Sorts the causes by what can be done about them. */
  public enum Kind {
    /** The volume has no space left; writing works again when there is some. */
    DISK_FULL,
    /** Reading or writing failed for another reason of the operating system. */
    DEVICE,
    /** Another process works on the directory. */
    LOCKED,
    /** Bytes that were once durable are not what was written. */
    DAMAGED,
    /** A newer program wrote it. */
    NEWER_VERSION,
    /** It belongs to another configuration. */
    OTHER_CONFIGURATION,
    /** It belongs to another chain, or to the same chain before a reset. */
    OTHER_CHAIN;

    /** Whether the same start may succeed later without a change of configuration or files. */
    public boolean restartMayHelp() {
      return switch (this) {
        case DISK_FULL, DEVICE, LOCKED -> true;
        case DAMAGED, NEWER_VERSION, OTHER_CONFIGURATION, OTHER_CHAIN -> false;
      };
    }
  }

  /** The message names cause and remedy. */
  public StorageException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  private StorageException(Kind kind, String message, IOException cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What happened. */
  public Kind kind() {
    return kind;
  }

  /** Wraps a failure of the operating system while {@code doing} something to a file. */
  static StorageException device(String doing, String file, IOException cause) {
    if (cause instanceof StorageException already) {
      return already;
    }
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
      return new StorageException(
          Kind.DISK_FULL,
          "disk full while "
              + doing
              + " "
              + file
              + ": free space on that volume; nothing stored before is lost",
          cause);
    }
    return new StorageException(
        Kind.DEVICE,
        doing + " " + file + " failed: " + cause.getClass().getSimpleName() + ": " + reason,
        cause);
  }

  /** Damage that recovery must not mend by guessing. */
  static StorageException damaged(String file, long offset, String what, String remedy) {
    return new StorageException(
        Kind.DAMAGED,
        file
            + " is damaged at offset "
            + offset
            + ": "
            + what
            + "; nothing was changed. "
            + remedy);
  }

  /** A file of a format that this program does not know yet. */
  static StorageException newer(String file, int found, int known) {
    return new StorageException(
        Kind.NEWER_VERSION,
        file
            + " has format version "
            + found
            + ", this program reads up to "
            + known
            + ": start the newer program, or name another data directory");
  }

  /** The same failure in the form that ports may throw. */
  UncheckedIOException unchecked() {
    return new UncheckedIOException(getMessage(), this);
  }
}
