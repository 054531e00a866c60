package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.DecodingException;

/** Takes the records of a journal, in the order of writing, while it is opened. */
@FunctionalInterface
public interface JournalReplay {
  /**
   * Applies one record.
   *
   * @param version format version of the file that the record comes from
   * @param record the bytes of exactly one record; its position is the offset in the file
   * @throws DecodingException if they are not one: opening fails and names file and offset
   */
  void apply(int version, ByteReader record) throws DecodingException;
}
