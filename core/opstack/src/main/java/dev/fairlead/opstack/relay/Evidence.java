package dev.fairlead.opstack.relay;

/** How we know that a message was executed. */
public enum Evidence {
  /** The event was read from its block, which connects to the blocks before. */
  LOG,
  /** A node showed a receipt; the block was not read yet, so it may lie on a fork. */
  RECEIPT,
  /** The messenger answered that it had been relayed; asked again before it is relied on. */
  ANSWER
}
