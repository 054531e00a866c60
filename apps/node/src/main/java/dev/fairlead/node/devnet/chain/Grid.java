package dev.fairlead.node.devnet.chain;

/**
 * Which timestamp each height of a chain has. Chains with the same grid can refer to each other at
 * the same timestamp.
 *
 * @param genesisTimestamp of block 0, seconds
 * @param blockTimeSeconds distance of blocks
 */
public record Grid(long genesisTimestamp, long blockTimeSeconds) {
  /** Refuses a distance that does not advance. */
  public Grid {
    if (blockTimeSeconds < 1) {
      throw new IllegalArgumentException("block time must be positive: " + blockTimeSeconds);
    }
  }

  /** The timestamp of the block at a height. */
  public long timestampOf(long height) {
    return genesisTimestamp + height * blockTimeSeconds;
  }

  /** The height of the newest block whose timestamp is not after {@code timestamp}. */
  public long heightAt(long timestamp) {
    return Math.floorDiv(timestamp - genesisTimestamp, blockTimeSeconds);
  }
}
