package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Draws what a verifier keeps from a seed. */
public final class TestRecords {
  private static final List<ChainId> CHAINS =
      List.of(ChainId.of(901), ChainId.of(902), new ChainId(new Hash32(1, 2, 3, 4)));

  private final Random random;

  /** Draws from a seed. */
  public TestRecords(long seed) {
    random = new Random(seed);
  }

  /** A result of the given timestamp. */
  public VerifiedResult result(long timestamp) {
    TreeMap<ChainId, ChainResult> chains = new TreeMap<>();
    for (ChainId chain : CHAINS.subList(0, random.nextInt(CHAINS.size() + 1))) {
      BlockOutput verified = output();
      chains.put(chain, new ChainResult(verified, random.nextBoolean() ? verified : output()));
    }
    BaseInclusion inclusion =
        random.nextBoolean() ? new BaseInclusion.Unknown() : new BaseInclusion.Known(ref());
    return new VerifiedResult(timestamp, inclusion, chains);
  }

  /** A start. */
  public StartPoint start() {
    TreeMap<ChainId, BlockRef> heads = new TreeMap<>();
    heads.put(chain(), ref());
    return new StartPoint(random.nextLong(), heads);
  }

  /** An entry of the deny list. */
  public DeniedBlock denied() {
    return new DeniedBlock(chain(), ref(), random.nextLong(), hash(), hash());
  }

  /** Any orders. */
  public List<ChainOrder> orders() {
    return List.of(
        new ChainOrder.InvalidateBlock(denied()), new ChainOrder.RewindChain(chain(), ref()));
  }

  private BlockOutput output() {
    return new BlockOutput(ref(), hash(), hash());
  }

  private ChainId chain() {
    return CHAINS.get(random.nextInt(CHAINS.size()));
  }

  private BlockRef ref() {
    return new BlockRef(random.nextLong(), hash());
  }

  private Hash32 hash() {
    return new Hash32(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }
}
