package dev.fairlead.opstack.relay;

import dev.fairlead.opstack.rules.InvalidMessage;

/** What a node answers to a transaction. */
public sealed interface SendResult {
  /** The node has it, now or since before. */
  record Accepted() implements SendResult {}

  /** Its nonce is used up: asking for inclusion will tell by what. */
  record NonceUsed() implements SendResult {}

  /** Another transaction with the nonce waits there and pays too much to be replaced. */
  record Underpriced() implements SendResult {}

  /** The account cannot pay. */
  record InsufficientFunds() implements SendResult {}

  /**
   * The node's filter wants it later.
   *
   * @param cause why
   */
  record NotAdmissibleYet(WaitCause cause) implements SendResult {}

  /**
   * The node's filter calls the message invalid.
   *
   * @param code which rule it breaks
   */
  record Inadmissible(InvalidMessage.Code code) implements SendResult {}

  /** The node refuses it for another reason. */
  record Rejected() implements SendResult {}

  /** No answer: the node may have it or not. */
  record Unreachable() implements SendResult {}
}
