package dev.fairlead.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.messagelog.MessageLogModel;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writing process is killed again and again; what it has acknowledged must be there. */
final class KilledProcessTest {
  private static final int ROUNDS = 10;

  @TempDir private Path folder;

  @Test
  void everythingAcknowledged_survivesSigkillAtAnyMoment() throws Exception {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Process process =
          OtherProcess.start(
              LogWriterProcess.class, folder.toString(), Long.toString(seed + round));
      long acknowledged = lastLineOfKilled(process, 5 + random.nextInt(60));

      checkLog(acknowledged);
      checkJournal(acknowledged);
    }
  }

  private static long lastLineOfKilled(Process process, int lines) throws Exception {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String last = "";
      for (int i = 0; i < lines; i++) {
        last = reader.readLine();
      }
      process.toHandle().destroyForcibly();
      for (String more = reader.readLine(); more != null; more = reader.readLine()) {
        last = more.endsWith(".") ? more : last;
      }
      assertThat(process.waitFor()).isEqualTo(128 + 9);
      return Long.parseLong(last.replace(".", ""));
    } finally {
      process.destroyForcibly();
    }
  }

  private void checkLog(long acknowledged) throws Exception {
    try (SegmentedMessageLog log = LogWriterProcess.open(FileDisk.at(folder))) {
      long tip = log.view().tip().orElseThrow().number();
      List<SealedBlock> expected =
          LongStream.rangeClosed(1, tip).mapToObj(LogWriterProcess::block).toList();

      assertThat(tip).isGreaterThanOrEqualTo(acknowledged);
      MessageLogModel.assertHolds(log.view(), expected);
    }
  }

  /** The journal may be ahead of a log that was set back, never behind what was acknowledged. */
  private void checkJournal(long acknowledged) throws Exception {
    long[] last = {0};
    JournalFile.open(
            FileDisk.at(folder),
            LogWriterProcess.JOURNAL,
            LogWriterProcess.FORMAT,
            (version, record) -> last[0] = record.readLong())
        .close();

    assertThat(last[0]).isGreaterThanOrEqualTo(acknowledged);
  }
}
