package dev.fairlead.opstack.relay;

/** State of our account on one chain. */
public sealed interface Account {
  /**
   * The node's answer.
   *
   * @param nonce number of transactions up to the latest block
   * @param pendingNonce the same with those that wait in the node, without gaps
   * @param fees what gas costs
   */
  record Known(long nonce, long pendingNonce, FeeQuote fees) implements Account {}

  /** The node did not answer. */
  record Unreachable() implements Account {}
}
