package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteReader;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.machine.Invariants;
import dev.fairlead.opstack.verifier.ChainOrder;
import dev.fairlead.opstack.verifier.DeniedBlock;
import dev.fairlead.opstack.verifier.StartPoint;
import dev.fairlead.opstack.verifier.StoreChange;
import dev.fairlead.opstack.verifier.VerifiedResult;
import dev.fairlead.opstack.verifier.VerifierStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The durable store of the safe lane of one component: a row of numbered journals, of which only
 * the last is written. A transaction is one commit.
 *
 * <p>Each journal starts with a snapshot of everything but the results, so that the oldest journal
 * can be removed as soon as its results are pruned. Results stay on disk; memory holds 24 bytes for
 * each of them, and the rest of the state. One owner thread.
 */
public final class VerifierJournal implements VerifierStore {
  private static final JournalFormat FORMAT = new JournalFormat("SAFE", 1);
  private static final long FILE_BYTES_MAX = 16 << 20;

  private final Disk disk;
  private final long fileBytesMax;
  private final TreeMap<Integer, JournalFile> files = new TreeMap<>();
  private final ResultIndex results = new ResultIndex();
  private final List<DeniedBlock> denied = new ArrayList<>();
  private List<ChainOrder> pending = List.of();
  private OptionalLong finalized = OptionalLong.empty();

  /** Null before the first start. */
  private @Nullable StartPoint start;

  /** The newest result, since every round asks for it; null if there is none. */
  private @Nullable VerifiedResult last;

  private VerifierJournal(Disk disk, long fileBytesMax) {
    this.disk = disk;
    this.fileBytesMax = fileBytesMax;
  }

  /**
   * Opens the store in a folder of its own, or creates it.
   *
   * @throws StorageException if files are damaged, missing or of a newer version
   */
  public static VerifierJournal open(Disk folder) throws StorageException {
    return open(folder, FILE_BYTES_MAX);
  }

  static VerifierJournal open(Disk folder, long fileBytesMax) throws StorageException {
    VerifierJournal journal = new VerifierJournal(folder, fileBytesMax);
    try {
      journal.replayAll();
    } catch (IOException e) {
      journal.close();
      throw StorageException.device("opening", folder.describe("journal"), e);
    }
    return journal;
  }

  @Override
  public Optional<StartPoint> start() {
    return Optional.ofNullable(start);
  }

  @Override
  public Optional<VerifiedResult> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public Optional<VerifiedResult> atOrBefore(long timestamp) {
    int below = results.countBelow(timestamp);
    boolean isThere = below < results.size() && results.timestamp(below) == timestamp;
    return result(isThere ? below : below - 1);
  }

  @Override
  public Optional<VerifiedResult> after(long timestamp) {
    return timestamp == -1 ? Optional.empty() : result(results.countBelow(timestamp + 1));
  }

  @Override
  public List<DeniedBlock> denied() {
    return List.copyOf(denied);
  }

  @Override
  public List<ChainOrder> pendingOrders() {
    return pending;
  }

  @Override
  public OptionalLong finalizedTimestamp() {
    return finalized;
  }

  @Override
  public void apply(List<StoreChange> transaction) {
    checkOrder(transaction);
    List<byte[]> records = transaction.stream().map(StoreChangeCodec::encode).toList();
    beginNextIfFull();
    long offset = files.lastEntry().getValue().commit(records);
    for (int i = 0; i < records.size(); i++) {
      int length = records.get(i).length;
      apply(transaction.get(i), new ResultIndex.Place(files.lastKey(), offset, length));
      offset += length + Integer.BYTES;
    }
    removePruned();
  }

  @Override
  public void close() {
    files.values().forEach(JournalFile::close);
  }

  private Optional<VerifiedResult> result(int n) {
    if (n < 0 || n >= results.size()) {
      return Optional.empty();
    }
    if (n == results.size() - 1) {
      return last();
    }
    return Optional.of(read(results.place(n)));
  }

  private VerifiedResult read(ResultIndex.Place place) {
    JournalFile file = Optional.ofNullable(files.get(place.file())).orElseThrow();
    ByteReader reader = new ByteReader(file.read(place.offset(), place.length()));
    try {
      if (StoreChangeCodec.decode(reader.readUnsignedByte(), reader)
          instanceof StoreChange.Verified(VerifiedResult result)) {
        return result;
      }
      throw new DecodingException("not a verified result");
    } catch (DecodingException e) {
      throw StorageException.damaged(
              disk.describe(name(place.file())),
              place.offset(),
              String.valueOf(e.getMessage()),
              JournalFile.REMEDY)
          .unchecked();
    }
  }

  private void apply(StoreChange change, ResultIndex.Place place) {
    switch (change) {
      case StoreChange.Started(StartPoint point) -> start = point;
      case StoreChange.Verified(VerifiedResult result) -> {
        if (last == null || Long.compareUnsigned(result.timestamp(), last.timestamp()) > 0) {
          results.add(result.timestamp(), place);
          last = result;
        }
      }
      case StoreChange.VerifiedDropped(long from) -> {
        results.dropFrom(from);
        last = results.size() == 0 ? null : read(results.place(results.size() - 1));
      }
      case StoreChange.Denied(DeniedBlock block) -> {
        if (!denied.contains(block)) {
          denied.add(block);
        }
      }
      case StoreChange.DenialDropped(DeniedBlock block) -> denied.remove(block);
      case StoreChange.OrdersPending(List<ChainOrder> orders) -> pending = orders;
      case StoreChange.FinalizedUpTo(long timestamp) -> finalized = OptionalLong.of(timestamp);
      case StoreChange.ResultsPruned(long below) -> results.dropBelow(below);
    }
  }

  private void checkOrder(List<StoreChange> transaction) {
    @Nullable VerifiedResult newest = last;
    for (StoreChange change : transaction) {
      switch (change) {
        case StoreChange.Verified(VerifiedResult result) -> {
          boolean isNewest =
              newest == null || Long.compareUnsigned(result.timestamp(), newest.timestamp()) > 0;
          Invariants.require(
              isNewest || atOrBefore(result.timestamp()).filter(result::equals).isPresent(),
              () -> "result out of order: " + Long.toUnsignedString(result.timestamp()));
          newest = isNewest ? result : newest;
        }
        case StoreChange.VerifiedDropped(long from) -> newest = before(from);
        case StoreChange.Started _,
            StoreChange.Denied _,
            StoreChange.DenialDropped _,
            StoreChange.OrdersPending _,
            StoreChange.FinalizedUpTo _,
            StoreChange.ResultsPruned _ -> {}
      }
    }
  }

  private @Nullable VerifiedResult before(long timestamp) {
    return result(results.countBelow(timestamp) - 1).orElse(null);
  }

  private void replayAll() throws IOException {
    List<Integer> numbers =
        disk.files().stream()
            .filter(name -> name.matches("[0-9]{8}\\.journal"))
            .map(name -> Integer.parseInt(name.substring(0, 8)))
            .toList();
    for (int i = 0; i < numbers.size(); i++) {
      int number = numbers.get(i);
      if (number != numbers.getFirst() + i) {
        throw StorageException.damaged(
            disk.describe(name(number - 1)), 0, "the file is missing", JournalFile.REMEDY);
      }
      JournalReplay replay = (version, record) -> replay(number, record);
      boolean isLast = i == numbers.size() - 1;
      files.put(
          number,
          isLast
              ? JournalFile.open(disk, name(number), FORMAT, replay)
              : JournalFile.openFinished(disk, name(number), FORMAT, replay));
    }
    if (results.size() > 0) {
      last = read(results.place(results.size() - 1));
    }
    if (files.isEmpty() || files.lastEntry().getValue().sizeBytes() <= JournalHeader.SIZE) {
      begin(files.isEmpty() ? 1 : files.lastKey());
    }
  }

  private void replay(int file, ByteReader record) throws DecodingException {
    ResultIndex.Place place = new ResultIndex.Place(file, record.position(), record.remaining());
    int kind = record.readUnsignedByte();
    if (kind == StoreChangeCodec.SNAPSHOT_BEGINS) {
      start = null;
      denied.clear();
      pending = List.of();
      finalized = OptionalLong.empty();
      return;
    }
    switch (StoreChangeCodec.decode(kind, record)) {
      case StoreChange.Verified(VerifiedResult result) -> {
        int count = results.size();
        long timestamp = result.timestamp();
        if (count == 0 || Long.compareUnsigned(timestamp, results.timestamp(count - 1)) > 0) {
          results.add(timestamp, place);
        }
      }
      case StoreChange.VerifiedDropped(long from) -> results.dropFrom(from);
      case StoreChange change -> apply(change, place);
    }
  }

  /** A full journal is never written again, so this is tried until it succeeds. */
  private void beginNextIfFull() {
    try {
      JournalFile current = files.lastEntry().getValue();
      if (current.sizeBytes() >= fileBytesMax) {
        current.finish();
        begin(files.lastKey() + 1);
      }
    } catch (IOException e) {
      throw StorageException.device("writing", disk.describe(name(files.lastKey() + 1)), e)
          .unchecked();
    }
  }

  private void begin(int number) throws StorageException {
    List<byte[]> snapshot = new ArrayList<>();
    snapshot.add(StoreChangeCodec.snapshotBegins());
    start().ifPresent(point -> add(snapshot, new StoreChange.Started(point)));
    denied.forEach(block -> add(snapshot, new StoreChange.Denied(block)));
    add(snapshot, new StoreChange.OrdersPending(pending));
    finalized.ifPresent(timestamp -> add(snapshot, new StoreChange.FinalizedUpTo(timestamp)));
    JournalFile next =
        JournalFile.open(
            disk, name(number), FORMAT, (version, record) -> record.skip(record.remaining()));
    try {
      next.commit(snapshot);
    } catch (java.io.UncheckedIOException e) {
      next.close();
      throw e;
    }
    JournalFile replaced = files.put(number, next);
    if (replaced != null) {
      replaced.close();
    }
  }

  private static void add(List<byte[]> snapshot, StoreChange change) {
    snapshot.add(StoreChangeCodec.encode(change));
  }

  private void removePruned() {
    int needed = results.size() == 0 ? files.lastKey() : results.place(0).file();
    try {
      while (files.firstKey() < needed) {
        disk.delete(name(files.firstKey()));
        disk.forceNames();
        files.pollFirstEntry().getValue().close();
      }
    } catch (IOException e) {
      // The transaction is durable without it; the next one tries again.
      return;
    }
  }

  private static String name(int number) {
    return String.format("%08d.journal", number);
  }
}
