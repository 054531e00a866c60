package dev.fairlead.storage;

import java.nio.charset.StandardCharsets;

/**
 * What the records of a journal mean: written into its header, so that a file is never read as
 * something else or by a program too old for it.
 *
 * @param tag four ASCII letters that name the owner, for example {@code HEAD}
 * @param version raised when the records change; older versions stay readable
 */
public record JournalFormat(String tag, int version) {
  /** Refuses tags of another length. */
  public JournalFormat {
    if (!tag.matches("[A-Z]{4}") || version < 1) {
      throw new IllegalArgumentException("not a journal format: " + tag + " " + version);
    }
  }

  byte[] tagBytes() {
    return tag.getBytes(StandardCharsets.US_ASCII);
  }
}
