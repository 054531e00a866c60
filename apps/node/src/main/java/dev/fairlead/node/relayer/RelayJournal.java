package dev.fairlead.node.relayer;

import dev.fairlead.opstack.relay.RelayRecord;
import dev.fairlead.opstack.relay.RelayRecordCodec;
import dev.fairlead.storage.Disk;
import dev.fairlead.storage.JournalFile;
import dev.fairlead.storage.JournalFormat;
import dev.fairlead.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The queue on disk: every change is one record, all changes of one step one commit. */
final class RelayJournal implements AutoCloseable {
  private static final JournalFormat FORMAT = new JournalFormat("RLAY", RelayRecordCodec.VERSION);
  private static final String NAME = "queue";

  private final JournalFile file;
  private final List<RelayRecord> found;

  private RelayJournal(JournalFile file, List<RelayRecord> found) {
    this.file = file;
    this.found = List.copyOf(found);
  }

  /** Opens the journal of a folder and reads it. */
  static RelayJournal open(Disk disk) throws StorageException {
    List<RelayRecord> found = new ArrayList<>();
    JournalFile file =
        JournalFile.open(
            disk, NAME, FORMAT, (version, record) -> found.add(RelayRecordCodec.decode(record)));
    return new RelayJournal(file, found);
  }

  /** What was there when it was opened, in order. */
  List<RelayRecord> found() {
    return found;
  }

  /** Stores changes durably; now and then replaces all of them by {@code whole}. */
  void commit(List<RelayRecord> changes, Supplier<List<RelayRecord>> whole) {
    file.commit(bytes(changes));
    if (file.wantsCompaction()) {
      file.compact(bytes(whole.get()));
    }
  }

  private static List<byte[]> bytes(List<RelayRecord> records) {
    return records.stream().map(r -> RelayRecordCodec.encode(r).toByteArray()).toList();
  }

  @Override
  public void close() {
    file.close();
  }
}
