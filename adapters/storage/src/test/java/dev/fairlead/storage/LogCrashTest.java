package dev.fairlead.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.messagelog.MessageLogModel;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.messagelog.TestChain;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Cuts the power, or fills the disk, at every writing operation of random lives of a log. Try more
 * lives with {@code -Dfairlead.lives=N}.
 */
final class LogCrashTest {
  private static final int STEPS = 25;
  private static final int LIVES = Integer.getInteger("fairlead.lives", 2);
  private static final int OUTCOMES_PER_CUT = 3;

  @Test
  void powerCutAtAnyOperation_losesNothingAcknowledgedAndShowsNoHalfStep() throws Exception {
    for (long life = 0; life < LIVES; life++) {
      int operations = operationsOf(life);
      for (int cut = 0; cut < operations; cut++) {
        FaultyDisk disk = new FaultyDisk();
        LogScript script = new LogScript(life);
        disk.cutPowerAfter(cut);
        try {
          live(script, disk);
        } catch (FaultyDisk.PowerCut e) {
          for (int seed = 0; seed < OUTCOMES_PER_CUT; seed++) {
            checkRecovery(
                "life %d cut %d seed %d".formatted(life, cut, seed),
                script,
                disk.afterPowerCut(new Random(seed)),
                seed);
          }
        }
      }
    }
  }

  private static void checkRecovery(String when, LogScript script, FaultyDisk found, long seed)
      throws Exception {
    FaultyDisk disk = found;
    disk.cutPowerAfter((int) seed);
    List<SealedBlock> blocks;
    try (SegmentedMessageLog log = LogScript.open(disk)) {
      blocks = LogScript.blocksOf(log.view());
    } catch (FaultyDisk.PowerCut e) {
      disk = disk.afterPowerCut(new Random(seed));
      try (SegmentedMessageLog log = LogScript.open(disk)) {
        blocks = LogScript.blocksOf(log.view());
      }
    }
    assertThat(script.possible()).as(when).contains(blocks);
    disk.cutPowerAfter(Integer.MAX_VALUE / 2);
    checkGoesOn(disk, blocks, seed);
  }

  private static void checkGoesOn(Disk disk, List<SealedBlock> blocks, long seed) throws Exception {
    LogScript after = new LogScript(1000 + seed);
    after.goOnFrom(blocks);
    try (SegmentedMessageLog log = LogScript.open(disk)) {
      for (int i = 0; i < 4; i++) {
        after.next().run(log);
      }
    }
    try (SegmentedMessageLog log = LogScript.open(disk)) {
      MessageLogModel.assertHolds(log.view(), after.acknowledged());
    }
  }

  @Test
  void fullDiskAtAnyOperation_isOneClearMessageAndLosesNothing() throws Exception {
    for (long life = 0; life < LIVES; life++) {
      for (int full = 0; full < 14; full++) {
        FaultyDisk disk = new FaultyDisk();
        LogScript script = new LogScript(life);
        SegmentedMessageLog log = LogScript.open(disk);
        for (int i = 0; i < STEPS; i++) {
          runOnFullDisk(script, disk, log, full);
        }
        script.append(1).run(log);
        MessageLogModel.assertHolds(log.view(), script.acknowledged());
        log.close();
        MessageLogModel.assertHolds(LogScript.open(disk).view(), script.acknowledged());
      }
    }
  }

  private static void runOnFullDisk(
      LogScript script, FaultyDisk disk, SegmentedMessageLog log, int full) {
    LogScript.Step step = script.next();
    disk.fillAfter(full);
    List<SealedBlock> before = LogScript.blocksOf(log.view());
    try {
      step.run(log);
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageStartingWith("disk full while ");
      assertThat(e).hasMessageEndingWith("nothing stored before is lost");
      List<SealedBlock> now = LogScript.blocksOf(log.view());
      assertThat(step.outcomes()).contains(now);
      disk.free();
      if (now.equals(before)) {
        step.run(log);
      } else {
        script.goOnFrom(now);
      }
    }
    disk.free();
  }

  @Test
  void fullDisk_thenPowerCut_losesNothingAcknowledged() throws Exception {
    for (long life = 0; life < LIVES; life++) {
      for (int full = 0; full < 10; full++) {
        FaultyDisk disk = new FaultyDisk();
        LogScript script = new LogScript(life);
        SegmentedMessageLog log = LogScript.open(disk);
        for (int i = 0; i < 8; i++) {
          script.next().run(log);
        }
        disk.fillAfter(full);
        try {
          script.next().run(log);
        } catch (UncheckedIOException e) {
          assertThat(e).hasMessageStartingWith("disk full while ");
        }

        FaultyDisk found = disk.afterPowerCut(new Random(full));

        List<SealedBlock> blocks = LogScript.blocksOf(LogScript.open(found).view());
        assertThat(script.possible()).as("life %d full %d", life, full).contains(blocks);
      }
    }
  }

  @Test
  void rowsOfAFailedCommit_doNotReturnBehindALaterOne() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    TestChain source = new TestChain(5, 9);
    SealedBlock first = source.first(1, 1);
    SealedBlock kept = source.after(first);
    SegmentedMessageLog log =
        SegmentedMessageLog.open(disk, LogScript.CHAIN, SegmentLimits.STANDARD);
    log.append(first);
    SealedBlock second = source.after(first);
    SealedBlock third = source.after(second);
    disk.fillAfter(3);
    assertThatThrownBy(() -> log.appendAll(List.of(second, third, source.after(third))))
        .hasMessageStartingWith("disk full");

    disk.free();
    log.append(kept);

    MessageLogModel.assertHolds(log.view(), List.of(first, kept));
    MessageLogModel.assertHolds(LogScript.open(disk).view(), List.of(first, kept));
  }

  @Test
  void damageOfCommittedBytes_isNamedAndNothingIsChanged() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (SegmentedMessageLog log = LogScript.open(disk)) {
      List<SealedBlock> blocks = new TestChain(3, 9).run(10, 13);
      blocks.forEach(log::append);
    }
    for (String name : disk.files()) {
      byte[] intact = disk.content(name);
      int beforeLastCommit = name.equals("000000000003.blocks") ? BlockEntry.SIZE : 0;
      for (int at = 0; at < intact.length - beforeLastCommit; at++) {
        int place = at;
        disk.damage(name, content -> content[place] ^= 0x40);
        byte[] damaged = disk.content(name);

        assertThatThrownBy(() -> readAll(disk))
            .as("%s at %d", name, at)
            .hasMessageContaining("000000000")
            .hasMessageMatching(".*(is damaged at offset [0-9]+|has format version).*");
        assertThat(disk.content(name)).isEqualTo(damaged);

        disk.damage(name, content -> content[place] ^= 0x40);
      }
    }
  }

  private static void readAll(Disk disk) throws StorageException {
    try (SegmentedMessageLog log = LogScript.open(disk)) {
      LogScript.blocksOf(log.view());
    }
  }

  private static int operationsOf(long life) throws Exception {
    FaultyDisk disk = new FaultyDisk();
    live(new LogScript(life), disk);
    return disk.operations();
  }

  private static void live(LogScript script, Disk disk) throws Exception {
    SegmentedMessageLog log = LogScript.open(disk);
    for (int i = 0; i < STEPS; i++) {
      if (i % 7 == 6) {
        log.close();
        log = LogScript.open(disk);
      }
      script.next().run(log);
    }
    log.close();
  }
}
