package dev.fairlead.node.supernode.config;

import java.time.Duration;

/**
 * Bounds on the supernode's work.
 *
 * @param requestsPerChain requests to one endpoint at a time
 * @param blocksPerCommit blocks that back-filling writes with one durable commit
 * @param groupsPerCheck access groups that one check may name
 * @param messageBytes size of one RPC message
 * @param pollInterval time between two looks at heads and tags
 * @param retryDelayMax longest pause of the exponential back-off
 */
public record SupernodeLimits(
    int requestsPerChain,
    int blocksPerCommit,
    int groupsPerCheck,
    int messageBytes,
    Duration pollInterval,
    Duration retryDelayMax) {
  /** What a supernode uses unless told otherwise. */
  public static final SupernodeLimits DEFAULT =
      new SupernodeLimits(8, 64, 4096, 1 << 20, Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** Refuses limits that would let nothing through. */
  public SupernodeLimits {
    if (Math.min(requestsPerChain, blocksPerCommit) < 1
        || Math.min(groupsPerCheck, messageBytes) < 1
        || !pollInterval.isPositive()
        || !retryDelayMax.isPositive()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
