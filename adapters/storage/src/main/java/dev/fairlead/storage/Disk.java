package dev.fairlead.storage;

import java.io.IOException;
import java.util.List;

/**
 * One folder of a file system, reduced to what durable storage needs. {@link FileDisk} is the real
 * one; tests and the simulator bring disks that fill up, tear writes and forget what was not
 * forced.
 *
 * <p>Nothing is durable before it is forced: the content of a file by {@link DiskFile#force}, its
 * name (after creation, renaming or deletion) by {@link #forceNames}. Names consist of letters,
 * digits, dot, hyphen and underscore. Safe for any thread.
 */
public interface Disk {
  /** The sub-folder of that name; created, durably, if it is absent. */
  Disk folder(String name) throws IOException;

  /** Names of the plain files in this folder, sorted. */
  List<String> files() throws IOException;

  /** Opens a file for reading and writing; it must exist unless {@code mode} says otherwise. */
  DiskFile open(String name, OpenMode mode) throws IOException;

  /** Renames a file, replacing one of the new name in one step. It must not be open. */
  void rename(String from, String to) throws IOException;

  /** Removes a file if it is there. Handles that are still open stay readable. */
  void delete(String name) throws IOException;

  /** Makes the names of this folder durable: what was created, renamed and deleted so far. */
  void forceNames() throws IOException;

  /**
   * Takes the exclusive lock that a file of this name stands for; it ends with the handle or with
   * the process.
   *
   * @param note written into the file for whoever finds it locked
   */
  LockResult lock(String name, String note) throws IOException;

  /** The place of a file as a person would look for it; for messages. */
  String describe(String name);

  /** What to do about a file that exists or does not. */
  enum OpenMode {
    /** It must exist. */
    EXISTING,
    /** It must not exist. */
    NEW,
    /** Either. */
    ANY
  }

  /** A held lock. */
  @FunctionalInterface
  interface DiskLock extends AutoCloseable {
    /** Releases it. */
    @Override
    void close() throws IOException;
  }

  /** Answer to a request for the lock. */
  sealed interface LockResult {
    /** The lock is ours until the handle is closed. */
    record Held(DiskLock handle) implements LockResult {}

    /** Somebody else has it and left this note, which may be empty. */
    record Refused(String note) implements LockResult {}
  }
}
