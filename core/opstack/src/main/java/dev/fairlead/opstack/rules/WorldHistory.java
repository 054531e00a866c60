package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.LogLookup;
import dev.fairlead.kernel.messagelog.LogPosition;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The blocks of complete chains, some of them replaced. Owned by one {@link WorldVerifier}. */
final class WorldHistory implements SourceView {
  private final Map<ChainId, List<SealedBlock>> chains = new TreeMap<>();

  WorldHistory(Map<ChainId, List<SealedBlock>> chains) {
    chains.forEach((chain, blocks) -> this.chains.put(chain, new ArrayList<>(blocks)));
  }

  Iterable<ChainId> chains() {
    return chains.keySet();
  }

  List<SealedBlock> blocks(ChainId chain) {
    return chains.getOrDefault(chain, List.of());
  }

  /** Puts a block without logs in the place of another: same height, hash and timestamp. */
  void replace(ChainId chain, int index) {
    BlockSeal seal = blocks(chain).get(index).seal();
    BlockSeal bare =
        new BlockSeal(
            seal.ref(),
            seal.parentHash(),
            seal.timestamp(),
            0,
            seal.stateRoot(),
            seal.outboxRoot());
    blocks(chain).set(index, new SealedBlock(bare, HashList.EMPTY, List.of()));
  }

  @Override
  public LogLookup log(ChainId chain, LogPosition position) {
    List<SealedBlock> blocks = blocks(chain);
    if (blocks.isEmpty()) {
      return new LogLookup.Ahead();
    }
    long first = blocks.getFirst().seal().number();
    if (Long.compareUnsigned(position.blockNumber(), first) < 0) {
      return new LogLookup.BelowFirst(first);
    }
    long index = position.blockNumber() - first;
    if (Long.compareUnsigned(index, blocks.size()) >= 0) {
      return new LogLookup.Ahead();
    }
    SealedBlock block = blocks.get((int) index);
    return position.logIndex() < block.seal().logCount()
        ? new LogLookup.Found(block.seal(), block.logHashes().get((int) position.logIndex()))
        : new LogLookup.NoSuchLog(block.seal());
  }

  /** Rounds go only as far as every chain. */
  @Override
  public boolean isCompleteAt(ChainId chain, long timestamp) {
    return true;
  }
}
