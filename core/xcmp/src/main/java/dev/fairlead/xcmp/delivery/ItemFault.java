package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.peer.ErrorCode;

/** What a check of an item from a peer can find (section 5.8). */
public enum ItemFault {
  /** The proof does not lead to the message root of its block. */
  INVALID_PROOF,
  /** The body is not the one that the link names. */
  BODY_HASH_MISMATCH,
  /** The link's hash does not follow from its parts, or the entry is not in the queue. */
  UNKNOWN_LINK,
  /** The body is longer than the channel allows. */
  OVERSIZE_BODY,
  /** The relay block is not known here; may be our own lag, no penalty. */
  UNKNOWN_RELAY_BLOCK;

  /** The code that tells the peer. */
  public ErrorCode code() {
    return switch (this) {
      case UNKNOWN_RELAY_BLOCK -> ErrorCode.UNKNOWN_RELAY_BLOCK;
      case OVERSIZE_BODY -> ErrorCode.TOO_LARGE;
      case INVALID_PROOF, BODY_HASH_MISMATCH, UNKNOWN_LINK -> ErrorCode.MALFORMED;
    };
  }

  /** Whether the peer is to blame. */
  public boolean isPenalized() {
    return this != UNKNOWN_RELAY_BLOCK;
  }
}
