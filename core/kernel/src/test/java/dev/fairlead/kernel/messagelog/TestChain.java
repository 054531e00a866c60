package dev.fairlead.kernel.messagelog;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes blocks that connect, with logs and references drawn from a seed. */
public final class TestChain {
  /** Seconds between blocks unless said otherwise. */
  public static final long BLOCK_TIME = 2;

  private final Random random;
  private final int logsMax;

  /** Blocks have up to {@code logsMax} logs. */
  public TestChain(long seed, int logsMax) {
    this.random = new Random(seed);
    this.logsMax = logsMax;
  }

  /** A block without stored parent. */
  public SealedBlock first(long number, long timestamp) {
    return block(number, hash(), timestamp);
  }

  /** A block on another; calling it twice gives two branches. */
  public SealedBlock after(SealedBlock parent) {
    return after(parent, parent.seal().timestamp() + BLOCK_TIME);
  }

  /** A block on another with the given timestamp. */
  public SealedBlock after(SealedBlock parent, long timestamp) {
    return block(parent.seal().number() + 1, parent.seal().hash(), timestamp);
  }

  /** So many blocks, each on the one before; the first has the given number. */
  public List<SealedBlock> run(long firstNumber, int count) {
    List<SealedBlock> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(i == 0 ? first(firstNumber, 1000) : after(blocks.getLast()));
    }
    return blocks;
  }

  /** Any hash. */
  public Hash32 hash() {
    return new Hash32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private SealedBlock block(long number, Hash32 parent, long timestamp) {
    int logCount = random.nextInt(logsMax + 1);
    HashList.Builder logs = new HashList.Builder(logCount);
    List<MessageReference> references = new ArrayList<>();
    for (int i = 0; i < logCount; i++) {
      logs.add(hash());
      if (random.nextInt(8) == 0) {
        references.add(reference(i));
      }
    }
    BlockSeal seal =
        new BlockSeal(new BlockRef(number, hash()), parent, timestamp, logCount, hash(), hash());
    return new SealedBlock(seal, logs.build(), references);
  }

  private MessageReference reference(int logIndex) {
    ChainId chain = random.nextBoolean() ? ChainId.of(901) : new ChainId(hash());
    LogPosition position = new LogPosition(random.nextLong(), random.nextLong() >>> 32);
    return new MessageReference(logIndex, chain, position, random.nextLong(), hash());
  }
}
