package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;

/**
 * Where and when a message is executed.
 *
 * @param chain the executing chain
 * @param timestamp of the executing block, seconds, unsigned
 * @param timeoutSeconds how much longer the message must stay unexpired, unsigned; 0 for blocks
 */
public record ExecutingDescriptor(ChainId chain, long timestamp, long timeoutSeconds) {
  /** A block that exists: no timeout. */
  public static ExecutingDescriptor block(ChainId chain, long timestamp) {
    return new ExecutingDescriptor(chain, timestamp, 0);
  }
}
