package dev.fairlead.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.opstack.verifier.StoreChange;
import dev.fairlead.opstack.verifier.TestRecords;
import dev.fairlead.opstack.verifier.VerifiedResult;
import dev.fairlead.opstack.verifier.VerifierStore;
import dev.fairlead.opstack.verifier.VerifierStoreContract;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract with files so small that every second transaction begins a new one. */
final class VerifierJournalTest extends VerifierStoreContract {
  private static final long FILE_BYTES_MAX = 900;

  private final FaultyDisk disk = new FaultyDisk();

  @Override
  protected VerifierStore create() throws Exception {
    return open(disk);
  }

  @Override
  protected VerifierStore restarted(VerifierStore running) throws Exception {
    running.close();
    return create();
  }

  private static VerifierJournal open(Disk disk) throws StorageException {
    return VerifierJournal.open(disk, FILE_BYTES_MAX);
  }

  @Test
  void prunedFiles_areRemoved() throws Exception {
    TestRecords records = new TestRecords(3);
    try (VerifierJournal store = open(disk)) {
      for (long timestamp = 1; timestamp <= 300; timestamp++) {
        store.apply(
            List.of(
                new StoreChange.Verified(records.result(timestamp)),
                new StoreChange.ResultsPruned(timestamp - 20)));
      }
    }

    assertThat(disk.files()).hasSizeLessThan(20);
  }

  @Test
  void powerCutAtAnyOperation_keepsEveryReturnedTransactionAndNoHalfOne() throws Exception {
    int operations = operationsOfScript();
    for (int cut = 0; cut < operations; cut++) {
      for (long seed = 0; seed < 4; seed++) {
        FaultyDisk failing = new FaultyDisk();
        failing.cutPowerAfter(cut);
        List<List<StoreChange>> returned = new ArrayList<>();
        try {
          script(failing, returned);
        } catch (FaultyDisk.PowerCut e) {
          String found = content(failing.afterPowerCut(new Random(seed)));

          List<List<StoreChange>> withRunning = new ArrayList<>(returned);
          withRunning.add(transactions().get(returned.size()));
          assertThat(found)
              .as("cut %d seed %d", cut, seed)
              .isIn(contentAfter(returned), contentAfter(withRunning));
        }
      }
    }
  }

  @Test
  void fullDiskAtAnyOperation_losesNothingAndIsOverWhenThereIsSpace() throws Exception {
    String expected = contentAfter(transactions());
    int operations = operationsOfScript();
    for (int full = 0; full < operations; full++) {
      FaultyDisk failing = new FaultyDisk();
      VerifierJournal store = open(failing);
      failing.fillAfter(full);
      for (List<StoreChange> transaction : transactions()) {
        try {
          store.apply(transaction);
        } catch (UncheckedIOException e) {
          assertThat(e).hasMessageStartingWith("disk full while ");
          failing.free();
          store.apply(transaction);
        }
      }

      assertThat(content(store)).isEqualTo(expected);
      assertThat(content(failing)).isEqualTo(expected);
    }
  }

  @Test
  void missingFile_isDamage() throws Exception {
    script(disk, new ArrayList<>());
    List<String> files = disk.files();
    disk.delete(files.get(files.size() - 2));

    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(files.get(files.size() - 2))
        .hasMessageContaining("the file is missing");
  }

  @Test
  void damagedEndOfAFinishedFile_isNotTakenForATornTail() throws Exception {
    script(disk, new ArrayList<>());
    String finished = disk.files().get(disk.files().size() - 2);
    disk.damage(finished, content -> content[content.length - 1] ^= 1);
    byte[] damaged = disk.content(finished);

    assertThatThrownBy(() -> open(disk)).hasMessageContaining(finished + " is damaged at offset ");
    assertThat(disk.content(finished)).isEqualTo(damaged);
  }

  private static int operationsOfScript() throws Exception {
    FaultyDisk counting = new FaultyDisk();
    script(counting, new ArrayList<>());
    return counting.operations();
  }

  private static String contentAfter(List<List<StoreChange>> transactions) throws Exception {
    VerifierJournal store = VerifierJournal.open(new FaultyDisk());
    transactions.forEach(store::apply);
    return content(store);
  }

  private static void script(FaultyDisk disk, List<List<StoreChange>> returned) throws Exception {
    VerifierJournal store = open(disk);
    for (List<StoreChange> transaction : transactions()) {
      store.apply(transaction);
      returned.add(transaction);
    }
    store.close();
  }

  private static List<List<StoreChange>> transactions() {
    TestRecords records = new TestRecords(11);
    List<List<StoreChange>> transactions = new ArrayList<>();
    transactions.add(List.of(new StoreChange.Started(records.start())));
    for (long timestamp = 1; timestamp <= 12; timestamp++) {
      List<StoreChange> changes = new ArrayList<>();
      if (timestamp == 7) {
        changes.add(new StoreChange.VerifiedDropped(5));
      }
      changes.add(new StoreChange.Verified(records.result(timestamp)));
      changes.add(new StoreChange.OrdersPending(records.orders()));
      if (timestamp % 3 == 0) {
        changes.add(new StoreChange.Denied(records.denied()));
        changes.add(new StoreChange.FinalizedUpTo(timestamp));
      }
      if (timestamp == 9) {
        changes.add(new StoreChange.ResultsPruned(4));
      }
      transactions.add(changes);
    }
    return transactions;
  }

  private static String content(Disk disk) throws Exception {
    try (VerifierJournal store = open(disk)) {
      return content(store);
    }
  }

  private static String content(VerifierStore store) {
    StringBuilder text = new StringBuilder();
    Optional<VerifiedResult> result = store.after(0);
    while (result.isPresent()) {
      text.append(result.get()).append('\n');
      result = store.after(result.get().timestamp());
    }
    return text.append(store.start())
        .append(store.last())
        .append(store.denied())
        .append(store.pendingOrders())
        .append(store.finalizedTimestamp())
        .toString();
  }
}
