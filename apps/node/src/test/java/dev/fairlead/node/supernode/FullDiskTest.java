package dev.fairlead.node.supernode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.AppendResult;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.MessageLog;
import dev.fairlead.kernel.messagelog.RewindResult;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.node.supernode.config.SupernodeConfig;
import dev.fairlead.storage.StorageException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A disk that is full ends the loop with its cause; nothing stored before is touched. */
final class FullDiskTest {
  private static final int BLOCKS_THAT_FIT = 3;

  @Test
  void fullDisk_endsTheLoopWithTheCauseAndKeepsWhatIsStored() throws Exception {
    SupernodeConfig config = SampleWorld.config("[limits]\nblocks-per-commit = 1\n");
    InMemoryStores stores = new InMemoryStores(FullLog::new);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();

    try (Supernode supernode =
        new Supernode(
            config,
            stores,
            new SupernodePorts(
                chain -> new ScriptedFeed(blocks(chain.id())),
                ReportingAuthority::new,
                failure::complete),
            SampleWorld.counters(config))) {
      supernode.start();

      Throwable cause = failure.get(30, TimeUnit.SECONDS).getCause();

      assertThat(cause).isInstanceOf(StorageException.class).hasMessageContaining("free space");
      assertThat(config.chains().keySet())
          .anySatisfy(chain ->
              assertThat(stores.log(chain).view().tip().orElseThrow().number())
                  .isEqualTo(BLOCKS_THAT_FIT - 1));
    }
  }

  private static List<SealedBlock> blocks(ChainId chain) {
    List<SealedBlock> blocks = new ArrayList<>();
    for (long number = 0; number < 10; number++) {
      BlockRef ref = SampleWorld.ref(chain, number);
      Hash32 parent = SampleWorld.hash(chain, number - 1);
      BlockSeal seal = new BlockSeal(ref, parent, 1000 + 2 * number, 0, Hash32.ZERO, Hash32.ZERO);
      blocks.add(new SealedBlock(seal, HashList.EMPTY, List.of()));
    }
    return blocks;
  }

  /** A log with room for a few blocks. */
  private record FullLog(MessageLog log) implements MessageLog {
    @Override
    public LogView view() {
      return log.view();
    }

    @Override
    public AppendResult append(SealedBlock block) {
      return appendAll(List.of(block));
    }

    @Override
    public AppendResult appendAll(List<SealedBlock> blocks) {
      AppendResult result = new AppendResult.AlreadyTip();
      for (SealedBlock block : blocks) {
        if (block.seal().number() >= BLOCKS_THAT_FIT) {
          StorageException full =
              new StorageException(
                  StorageException.Kind.DISK_FULL, "disk full: free space on that volume");
          throw new UncheckedIOException(full.getMessage(), full);
        }
        result = log.append(block);
      }
      return result;
    }

    @Override
    public RewindResult rewind(BlockRef target) {
      return log.rewind(target);
    }

    @Override
    public long prune(long timestampExclusive) {
      return log.prune(timestampExclusive);
    }

    @Override
    public void clear() {
      log.clear();
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
