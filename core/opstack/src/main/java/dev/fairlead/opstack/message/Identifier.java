package dev.fairlead.opstack.message;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogPosition;

/**
 * Points at one log (section 2.1). Does not commit to a block hash: the same identifier may name
 * another log after a reorg.
 *
 * @param origin emitter of the log
 * @param blockNumber unsigned 64 bits
 * @param logIndex block-wide index, 0 to 2^32 - 1
 * @param timestamp of the block, seconds, unsigned 64 bits
 * @param chainId chain of the log
 */
public record Identifier(
    Address20 origin, long blockNumber, long logIndex, long timestamp, ChainId chainId) {
  /** Refuses a log index of more than 32 bits. */
  public Identifier {
    if (logIndex >>> 32 != 0) {
      throw new IllegalArgumentException("log index exceeds 32 bits: " + logIndex);
    }
  }

  /** Where the log stands on its chain. */
  public LogPosition position() {
    return new LogPosition(blockNumber, logIndex);
  }
}
