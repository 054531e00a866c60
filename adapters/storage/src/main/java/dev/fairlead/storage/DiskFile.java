package dev.fairlead.storage;

import java.io.IOException;

/**
 * One open file, read and written at explicit positions. Reads may come from any thread; writing,
 * truncating and forcing belong to one owner thread.
 */
public interface DiskFile extends AutoCloseable {
  /** Length in bytes. */
  long size() throws IOException;

  /**
   * Reads up to {@code size} bytes.
   *
   * @return how many were read; fewer than asked for only at the end of the file
   */
  int read(long position, byte[] target, int offset, int size) throws IOException;

  /** Writes all bytes; after a failure any part of them may have been written. */
  void write(long position, byte[] source, int offset, int size) throws IOException;

  /** Cuts the file to a length below the present one. */
  void truncate(long size) throws IOException;

  /** Returns when everything written so far survives a power cut. */
  void force() throws IOException;

  @Override
  void close() throws IOException;
}
