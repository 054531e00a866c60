package dev.fairlead.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.DecodingException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalFileTest {
  private static final JournalFormat FORMAT = new JournalFormat("TEST", 2);
  private static final String NAME = "test.journal";

  @Test
  void reopenedJournal_replaysAllRecordsInOrder(@TempDir Path folder) throws Exception {
    Disk disk = FileDisk.at(folder);
    try (JournalFile journal = JournalFile.open(disk, NAME, FORMAT, (v, record) -> {})) {
      journal.commit(bytes("a"));
      journal.commit(List.of(bytes("b"), bytes(""), bytes("c")));
      journal.commit(List.of());
    }

    assertThat(contentOf(disk)).containsExactly("a", "b", "", "c");
  }

  @Test
  void snapshot_replacesEverythingBefore(@TempDir Path folder) throws Exception {
    Disk disk = FileDisk.at(folder);
    try (JournalFile journal = JournalFile.open(disk, NAME, FORMAT, (v, record) -> {})) {
      journal.commit(bytes("a"));
      journal.compact(List.of(bytes("x"), bytes("y")));
      journal.commit(bytes("b"));
    }

    assertThat(contentOf(disk)).containsExactly("x", "y", "b");
    assertThat(disk.files()).containsExactly(NAME);
  }

  @Test
  void wantsCompaction_onceTheFileHasOutgrownItsSnapshot() throws Exception {
    JournalFile journal = JournalFile.open(new FaultyDisk(), NAME, FORMAT, (v, record) -> {});
    journal.compact(List.of(new byte[100_000]));

    for (int i = 0; i < 3; i++) {
      journal.commit(new byte[100_000]);
      assertThat(journal.wantsCompaction()).isFalse();
    }
    journal.commit(new byte[100_000]);

    assertThat(journal.wantsCompaction()).isTrue();
  }

  @Test
  void powerCutAtAnyOperation_keepsEveryReturnedCommitAndNoHalfOne() throws Exception {
    int operations = operationsOfScript();
    for (int cut = 0; cut < operations; cut++) {
      for (long seed = 0; seed < 20; seed++) {
        FaultyDisk disk = new FaultyDisk();
        disk.cutPowerAfter(cut);
        List<String> returned = new ArrayList<>();
        List<String> running = new ArrayList<>();
        try {
          script(disk, returned, running);
        } catch (FaultyDisk.PowerCut e) {
          FaultyDisk found = disk.afterPowerCut(new Random(seed));

          List<String> withRunning = new ArrayList<>(returned);
          withRunning.addAll(running);
          assertThat(contentOf(found)).as("cut %d seed %d", cut, seed).isIn(returned, withRunning);
        }
      }
    }
  }

  @Test
  void powerCutDuringRecovery_canBeRecoveredFrom() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      FaultyDisk disk = new FaultyDisk();
      JournalFile journal = JournalFile.open(disk, NAME, FORMAT, (v, record) -> {});
      journal.commit(bytes("kept"));
      disk.cutPowerAfter(1);
      assertThatThrownBy(() -> journal.commit(bytes("lost"))).isInstanceOf(Error.class);

      FaultyDisk found = disk.afterPowerCut(new Random(seed));
      found.cutPowerAfter(1);
      try {
        assertThat(contentOf(found)).startsWith("kept");
      } catch (FaultyDisk.PowerCut e) {
        assertThat(contentOf(found.afterPowerCut(new Random(seed)))).startsWith("kept");
      }
    }
  }

  @Test
  void fullDisk_losesNothingAndIsOverWhenThereIsSpace() throws Exception {
    for (int fullAt = 0; fullAt < 2; fullAt++) {
      FaultyDisk disk = new FaultyDisk();
      JournalFile journal = JournalFile.open(disk, NAME, FORMAT, (v, record) -> {});
      journal.commit(bytes("a"));
      disk.fillAfter(fullAt);

      assertThatThrownBy(() -> journal.commit(bytes("a rather long one")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(
              "disk full while writing disk/test.journal: free space on that volume;"
                  + " nothing stored before is lost");
      disk.free();
      journal.commit(bytes("b"));

      assertThat(contentOf(disk)).containsExactly("a", "b");
    }
  }

  @Test
  void compactionThatFails_leavesAJournalThatGoesOn() throws Exception {
    for (int fullAt = 0; fullAt < 6; fullAt++) {
      FaultyDisk disk = new FaultyDisk();
      JournalFile journal = JournalFile.open(disk, NAME, FORMAT, (v, record) -> {});
      journal.commit(bytes("a"));
      disk.fillAfter(fullAt);

      assertThatThrownBy(() -> journal.compact(List.of(bytes("a"))))
          .isInstanceOf(UncheckedIOException.class);
      disk.free();
      journal.commit(bytes("b"));

      assertThat(contentOf(disk)).containsExactly("a", "b");
    }
  }

  @Test
  void damageBeforeAnIntactCommit_isNamedAndNothingIsCut() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    JournalFile journal = JournalFile.open(disk, NAME, FORMAT, (v, record) -> {});
    journal.commit(bytes("a"));
    journal.commit(bytes("b"));
    int secondCommit = JournalHeader.SIZE + JournalFrame.HEAD_SIZE + 5 + JournalFrame.TRAILER_SIZE;
    for (int at = 0; at < secondCommit; at++) {
      byte[] intact = disk.content(NAME);
      int place = at;
      disk.damage(NAME, content -> content[place] ^= 0x10);
      byte[] damaged = disk.content(NAME);

      assertThatThrownBy(() -> contentOf(disk))
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("disk/test.journal");
      assertThat(disk.content(NAME)).isEqualTo(damaged);

      disk.damage(NAME, content -> System.arraycopy(intact, 0, content, 0, content.length));
    }
  }

  @Test
  void newerVersionAndForeignJournal_areRefused() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    JournalFile.open(disk, NAME, new JournalFormat("TEST", 3), (v, record) -> {}).close();

    assertThatThrownBy(() -> contentOf(disk))
        .hasMessage(
            "disk/test.journal has format version 3, this program reads up to 2:"
                + " start the newer program, or name another data directory");
    assertThatThrownBy(
            () -> JournalFile.open(disk, NAME, new JournalFormat("ELSE", 3), (v, record) -> {}))
        .hasMessageContaining("another part of the program");
  }

  @Test
  void recordThatItsReaderRefuses_isDamage() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    JournalFile.open(disk, NAME, FORMAT, (v, record) -> {}).commit(bytes("abc"));

    assertThatThrownBy(() -> JournalFile.open(disk, NAME, FORMAT, (v, record) -> record.readLong()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("disk/test.journal is damaged at offset")
        .hasMessageContaining("input ends early");
  }

  private static int operationsOfScript() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    script(disk, new ArrayList<>(), new ArrayList<>());
    return disk.operations();
  }

  /** Commits, compacts and commits; tells what has returned and what is being written. */
  private static void script(FaultyDisk disk, List<String> returned, List<String> running)
      throws Exception {
    JournalFile journal = JournalFile.open(disk, NAME, FORMAT, (v, record) -> {});
    for (int i = 0; i < 6; i++) {
      running.addAll(List.of("first of " + i, "second of " + i));
      journal.commit(running.stream().map(JournalFileTest::bytes).toList());
      returned.addAll(running);
      running.clear();
      if (i == 3) {
        journal.compact(returned.stream().map(JournalFileTest::bytes).toList());
      }
    }
    journal.close();
  }

  private static List<String> contentOf(Disk disk) throws Exception {
    List<String> content = new ArrayList<>();
    JournalReplay replay =
        (version, record) -> content.add(text(record.readBytes(record.remaining()).toByteArray()));
    JournalFile.open(disk, NAME, FORMAT, replay).close();
    return content;
  }

  private static String text(byte[] bytes) throws DecodingException {
    return new String(bytes, UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
