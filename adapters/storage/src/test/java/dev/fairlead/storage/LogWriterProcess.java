package dev.fairlead.storage;

import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.kernel.messagelog.TestChain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Main class of a process that writes a log and a journal until it is killed. It prints one line
 * per acknowledged step: the height up to which everything must now be found.
 */
final class LogWriterProcess {
  static final SegmentLimits LIMITS = new SegmentLimits(60, 100_000, 20_000);
  static final JournalFormat FORMAT = new JournalFormat("KILL", 1);
  static final String JOURNAL = "counter.journal";

  private LogWriterProcess() {}

  public static void main(String[] arguments) throws Exception {
    Disk disk = FileDisk.at(Path.of(arguments[0]));
    Random random = new Random(Long.parseLong(arguments[1]));
    SegmentedMessageLog log = open(disk);
    JournalFile journal = JournalFile.open(disk, JOURNAL, FORMAT, (v, r) -> r.readLong());
    long tip = log.view().tip().map(BlockSeal::number).orElse(0L);
    while (true) {
      if (tip > 20 && random.nextInt(8) == 0) {
        tip -= random.nextInt(15);
        print(tip);
        log.rewind(block(tip).seal().ref());
      }
      List<SealedBlock> batch = new ArrayList<>();
      for (int i = random.nextInt(3) == 0 ? random.nextInt(30) : 0; i >= 0; i--) {
        batch.add(block(++tip));
      }
      log.appendAll(batch);
      journal.commit(new ByteWriter(Long.BYTES).writeLong(tip).toByteArray());
      if (journal.sizeBytes() > 2000) {
        journal.compact(List.of(new ByteWriter(Long.BYTES).writeLong(tip).toByteArray()));
      }
      print(tip);
    }
  }

  static SegmentedMessageLog open(Disk disk) throws StorageException {
    return SegmentedMessageLog.open(disk, ChainId.of(901), LIMITS);
  }

  /** The one block of this height; its content depends on nothing else. */
  static SealedBlock block(long number) {
    SealedBlock drawn = new TestChain(number, 20).first(number, 1000 + number);
    BlockSeal seal = drawn.seal();
    SealedBlock parent = new TestChain(number - 1, 20).first(number - 1, 999 + number);
    BlockSeal connected =
        new BlockSeal(
            seal.ref(),
            parent.seal().hash(),
            seal.timestamp(),
            seal.logCount(),
            seal.stateRoot(),
            seal.outboxRoot());
    return new SealedBlock(connected, drawn.logHashes(), drawn.references());
  }

  private static void print(long height) {
    System.out.println(height + ".");
    System.out.flush();
  }
}
