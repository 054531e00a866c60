package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.DecodingException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A small durable state as a list of changes: records are appended in commits, replayed when the
 * file is opened, and now and then replaced by a snapshot. For state of some megabytes that must
 * survive a kill at any instruction: safety heads, decisions, a delivery queue.
 *
 * <ul>
 *   <li>{@link #commit} is atomic and durable: after it returns, all its records survive a power
 *       cut; before, either all of them are found again or none.
 *   <li>{@link #open} replays every record in order. The torn frame of a commit that never returned
 *       is cut off. Anything else that does not check is an error that names file and offset, and
 *       nothing is changed.
 *   <li>{@link #compact} replaces the whole content by a snapshot in one step; a crash leaves
 *       either the old file or the new one.
 *   <li>After a failed commit (a full disk) the journal stays usable: the next commit first removes
 *       what the failed one left.
 * </ul>
 *
 * <p>Writing methods throw {@link java.io.UncheckedIOException} around a {@link StorageException}.
 * One owner thread. The bytes are drawn in the package description.
 */
public final class JournalFile implements AutoCloseable {
  static final String REMEDY =
      "Restore the file from a copy, or move it away to start from an empty state";

  private static final long COMPACTION_BYTES_MIN = 256 * 1024;
  private static final int GROWTH_UNTIL_COMPACTION = 4;

  private final Disk disk;
  private final String name;
  private final JournalFormat format;
  private DiskFile file;
  private long size;
  private long snapshotSize;
  private int nextSequence;
  private boolean hasFailedTail;
  private boolean hasFailedReplacement;

  private JournalFile(Disk disk, String name, JournalFormat format, DiskFile file) {
    this.disk = disk;
    this.name = name;
    this.format = format;
    this.file = file;
  }

  /**
   * Opens the journal of that name, or creates an empty one, and replays its records.
   *
   * @throws StorageException if it is damaged, of another kind or newer version, or unreadable
   */
  public static JournalFile open(Disk disk, String name, JournalFormat format, JournalReplay replay)
      throws StorageException {
    return open(disk, name, format, replay, true);
  }

  /** Opens a journal that was finished in good order: a torn tail is damage too. */
  static JournalFile openFinished(
      Disk disk, String name, JournalFormat format, JournalReplay replay) throws StorageException {
    return open(disk, name, format, replay, false);
  }

  private static JournalFile open(
      Disk disk, String name, JournalFormat format, JournalReplay replay, boolean mayBeTorn)
      throws StorageException {
    try {
      disk.delete(temporary(name));
      if (!disk.files().contains(name)) {
        replace(disk, name, format, List.of());
      }
      DiskFile file = disk.open(name, Disk.OpenMode.EXISTING);
      JournalFile journal = new JournalFile(disk, name, format, file);
      try {
        journal.recover(replay, mayBeTorn);
      } catch (IOException e) {
        file.close();
        throw e;
      }
      return journal;
    } catch (IOException e) {
      throw StorageException.device("opening", disk.describe(name), e);
    }
  }

  /**
   * Appends the records as one durable, atomic commit. No records: nothing is written.
   *
   * @return offset in the file of the first record; each other one starts four bytes after the end
   *     of the one before. Valid until {@link #compact}.
   */
  public long commit(List<byte[]> records) {
    long firstRecord = size + JournalFrame.HEAD_SIZE + Integer.BYTES;
    if (records.isEmpty()) {
      return firstRecord;
    }
    byte[] frame = JournalFrame.encode(nextSequence, records);
    try {
      mendAfterFailure();
      hasFailedTail = true;
      file.write(size, frame, 0, frame.length);
      file.force();
      hasFailedTail = false;
    } catch (IOException e) {
      throw StorageException.device("writing", disk.describe(name), e).unchecked();
    }
    size += frame.length;
    nextSequence++;
    return firstRecord;
  }

  /** Appends one record as a commit of its own; returns its offset in the file. */
  public long commit(byte[] record) {
    return commit(List.of(record));
  }

  /**
   * Reads bytes of a committed record again. Nothing is checked: records that are read back carry a
   * checksum of their own.
   */
  public byte[] read(long offset, int length) {
    byte[] bytes = new byte[length];
    try {
      int count = file.read(offset, bytes, 0, length);
      if (count < length) {
        throw StorageException.damaged(
            disk.describe(name), offset + count, "the file ends early", REMEDY);
      }
    } catch (IOException e) {
      throw StorageException.device("reading", disk.describe(name), e).unchecked();
    }
    return bytes;
  }

  /** Removes what a failed commit may have left, so that the file can be finished. */
  void finish() throws IOException {
    mendAfterFailure();
    hasFailedTail = false;
  }

  /** Whether the file has grown enough since its last snapshot for {@link #compact} to pay. */
  public boolean wantsCompaction() {
    return size > Math.max(COMPACTION_BYTES_MIN, GROWTH_UNTIL_COMPACTION * snapshotSize);
  }

  /** Replaces all records by these, durably and in one step. */
  public void compact(List<byte[]> snapshot) {
    try {
      hasFailedReplacement = true;
      replace(disk, name, format, snapshot);
      reload();
    } catch (IOException e) {
      throw StorageException.device("compacting", disk.describe(name), e).unchecked();
    }
  }

  /** Length of the file in bytes. */
  public long sizeBytes() {
    return size;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw StorageException.device("closing", disk.describe(name), e).unchecked();
    }
  }

  private void recover(JournalReplay replay, boolean mayBeTorn) throws IOException {
    byte[] content = read();
    int version = JournalHeader.check(content, format, disk.describe(name));
    int at = JournalHeader.SIZE;
    while (at < content.length) {
      Optional<JournalFrame> frame = JournalFrame.intact(content, at);
      if (frame.isEmpty() || frame.get().sequence() != nextSequence) {
        cutTornTail(content, at, mayBeTorn);
        break;
      }
      apply(content, at, frame.get(), version, replay);
      at += frame.get().totalSize();
      snapshotSize = nextSequence == 0 ? at : snapshotSize;
      nextSequence++;
    }
    size = at;
  }

  private void apply(byte[] content, int at, JournalFrame frame, int version, JournalReplay replay)
      throws StorageException {
    ByteReader body = new ByteReader(content, at + JournalFrame.HEAD_SIZE, frame.bodySize());
    try {
      while (body.remaining() > 0) {
        int length = body.readInt();
        int start = body.position();
        body.skip(length);
        ByteReader record = new ByteReader(content, start, length);
        replay.apply(version, record);
        record.demandEnd();
      }
    } catch (DecodingException e) {
      throw StorageException.damaged(
          disk.describe(name), body.position(), "record: " + e.getMessage(), REMEDY);
    }
  }

  /**
   * A frame is written only after the one before it is durable, so a broken frame is a torn one
   * exactly if nothing intact follows it.
   */
  private void cutTornTail(byte[] content, int from, boolean mayBeTorn) throws IOException {
    if (!mayBeTorn) {
      throw StorageException.damaged(disk.describe(name), from, "checksum of a commit", REMEDY);
    }
    for (int at = from; at < content.length; at++) {
      if (JournalFrame.intact(content, at).isPresent()) {
        throw StorageException.damaged(
            disk.describe(name), from, "an intact commit at " + at + " is out of place", REMEDY);
      }
    }
    file.truncate(from);
    file.force();
  }

  private void mendAfterFailure() throws IOException {
    if (hasFailedReplacement) {
      reload();
    } else if (hasFailedTail) {
      file.truncate(size);
      file.force();
    }
  }

  /** Old file or new one: both hold the same state, so whichever bears the name is the journal. */
  private void reload() throws IOException {
    file.close();
    file = disk.open(name, Disk.OpenMode.EXISTING);
    disk.forceNames();
    nextSequence = 0;
    recover((version, record) -> record.skip(record.remaining()), true);
    hasFailedReplacement = false;
    hasFailedTail = false;
  }

  private byte[] read() throws IOException {
    long length = file.size();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IOException("journal of " + length + " bytes is too large");
    }
    byte[] content = new byte[(int) length];
    file.read(0, content, 0, content.length);
    return content;
  }

  private static void replace(Disk disk, String name, JournalFormat format, List<byte[]> snapshot)
      throws IOException {
    String temporary = temporary(name);
    disk.delete(temporary);
    byte[] header = JournalHeader.encode(format);
    byte[] frame = snapshot.isEmpty() ? new byte[0] : JournalFrame.encode(0, snapshot);
    try (DiskFile file = disk.open(temporary, Disk.OpenMode.NEW)) {
      file.write(0, header, 0, header.length);
      file.write(header.length, frame, 0, frame.length);
      file.force();
    }
    disk.rename(temporary, name);
    disk.forceNames();
  }

  private static String temporary(String name) {
    return name + ".new";
  }
}
