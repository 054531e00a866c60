package dev.fairlead.opstack.verifier;

/** The four ways in which a round can be decided. */
public enum DecisionKind {
  /** Something is awaited; nothing changes. */
  WAIT,
  /** All messages are valid; the timestamp is verified. */
  ADVANCE,
  /** Some blocks are invalid and must be replaced. */
  INVALIDATE,
  /** Verified results lost their ground and are taken back. */
  REWIND
}
