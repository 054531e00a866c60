package dev.fairlead.node.supernode.config;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.config.Endpoint;
import dev.fairlead.opstack.dependency.Activation;
import dev.fairlead.opstack.dependency.ChainRules;

/**
 * One chain that the supernode follows.
 *
 * @param id chain id; the endpoint must report the same
 * @param execution HTTP or WebSocket endpoint of an execution client
 * @param blockTimeSeconds distance between two blocks
 * @param activation timestamp from which messages are allowed, seconds, unsigned
 * @param isTrusted whether the endpoint's logs are believed without checking receipts
 * @param minSafety levels that access-list checks demand
 */
public record FollowedChain(
    ChainId id,
    Endpoint execution,
    long blockTimeSeconds,
    long activation,
    boolean isTrusted,
    MinSafety minSafety) {
  /** Refuses a block time that does not advance. */
  public FollowedChain {
    if (blockTimeSeconds < 1) {
      throw new IllegalArgumentException("block time must be positive: " + blockTimeSeconds);
    }
  }

  /** What the message rules need to know of it. */
  public ChainRules rules() {
    return new ChainRules(new Activation.At(activation), blockTimeSeconds);
  }
}
