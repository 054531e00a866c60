package dev.fairlead.bench;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.storage.FileDisk;
import dev.fairlead.storage.SegmentLimits;
import dev.fairlead.storage.SegmentedMessageLog;
import dev.fairlead.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A message log in a folder of its own, filled with blocks of 500 logs whose hashes are known. */
final class StoredChain implements AutoCloseable {
  static final ChainId CHAIN = ChainId.of(901);
  static final int LOGS_PER_BLOCK = 500;

  private static final long GENESIS_TIMESTAMP = 1_700_000_000;
  private static final int BLOCK_TIME = 2;

  private final Path folder;
  private final SegmentedMessageLog log;
  private long nextNumber = 1;

  StoredChain() throws IOException {
    folder =
        Files.createTempDirectory(Path.of(System.getProperty("bench.folder", "target")), "log");
    log = open(folder);
  }

  private static SegmentedMessageLog open(Path folder) throws StorageException {
    return SegmentedMessageLog.open(FileDisk.at(folder), CHAIN, SegmentLimits.STANDARD);
  }

  SegmentedMessageLog log() {
    return log;
  }

  /** The next blocks, not yet appended. */
  List<SealedBlock> next(int count) {
    List<SealedBlock> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      blocks.add(block(nextNumber++));
    }
    return blocks;
  }

  static Hash32 logHash(long number, int logIndex) {
    return Numbers.hash(number, logIndex);
  }

  static long timestamp(long number) {
    return GENESIS_TIMESTAMP + BLOCK_TIME * number;
  }

  private static SealedBlock block(long number) {
    HashList.Builder logs = new HashList.Builder(LOGS_PER_BLOCK);
    for (int i = 0; i < LOGS_PER_BLOCK; i++) {
      logs.add(logHash(number, i));
    }
    BlockSeal seal =
        new BlockSeal(
            new BlockRef(number, Numbers.hash(-1, number)),
            Numbers.hash(-1, number - 1),
            timestamp(number),
            LOGS_PER_BLOCK,
            Numbers.hash(-2, number),
            Numbers.hash(-3, number));
    return new SealedBlock(seal, logs.build(), List.of());
  }

  @Override
  public void close() throws IOException {
    log.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
