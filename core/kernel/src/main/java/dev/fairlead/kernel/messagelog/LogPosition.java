package dev.fairlead.kernel.messagelog;

/**
 * Where a log stands on its chain. Both numbers are unsigned; the index counts over the whole
 * block, not per transaction.
 *
 * @param blockNumber height of the block
 * @param logIndex position in the block, 0 to 2^32 - 1
 */
public record LogPosition(long blockNumber, long logIndex) implements Comparable<LogPosition> {
  /** Refuses an index of more than 32 bits. */
  public LogPosition {
    if (logIndex >>> 32 != 0) {
      throw new IllegalArgumentException("log index exceeds 32 bits: " + logIndex);
    }
  }

  @Override
  public int compareTo(LogPosition other) {
    int order = Long.compareUnsigned(blockNumber, other.blockNumber);
    return order != 0 ? order : Long.compare(logIndex, other.logIndex);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(blockNumber) + "/" + logIndex;
  }
}
