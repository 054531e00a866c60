package dev.fairlead.node.devnet.chain;

import dev.fairlead.kernel.bytes.Bytes;
import java.util.List;

/** Decides what a block holds when it is mined again. */
@FunctionalInterface
public interface Remining {
  /** Every block keeps its transactions; only the hashes change. */
  Remining SAME = (height, timestamp, transactions) -> transactions;

  /** Every block becomes empty. */
  Remining EMPTY = (height, timestamp, transactions) -> List.of();

  /**
   * The transactions for one height.
   *
   * @param height of the block
   * @param timestamp that it will have
   * @param transactions raw, as they were in the block that was undone
   */
  List<Bytes> choose(long height, long timestamp, List<Bytes> transactions);
}
