package dev.fairlead.xcmp.peer;

import java.util.Optional;

/** Why a request is not answered, or a connection ends. */
public enum ErrorCode {
  /** Nothing is wrong, the node leaves; in a farewell only. */
  LEAVING(0),
  /** The relay block named is not known, or outside the view (AM21); no penalty. */
  UNKNOWN_RELAY_BLOCK(1),
  /** The entry is not held. */
  NOT_HELD(2),
  /** Beyond the window at the front of the queue; hint = first allowed block. */
  TOO_FAR_AHEAD(3),
  /** The recipient has acted on it. */
  ALREADY_ACKED(4),
  /** Too many requests at once. */
  BUSY(5),
  /** Too many bytes or requests for this peer. */
  RATE_LIMITED(6),
  /** The answer would exceed its limit. */
  TOO_LARGE(7),
  /** Another group serves this para; hint = its number. */
  NOT_RESPONSIBLE(8),
  /** The request does not decode or breaks a limit. */
  MALFORMED(9),
  /** The protocol's version is not known. */
  UNSUPPORTED_VERSION(10),
  /** The peer is not served. */
  REFUSED(11),
  /** There is no such channel. */
  NO_SUCH_CHANNEL(12),
  /** There is no room. */
  STORE_FULL(13);

  private final int code;

  ErrorCode(int code) {
    this.code = code;
  }

  /** Number on the wire. */
  public int code() {
    return code;
  }

  ErrorCode demandRefusal() {
    if (this == LEAVING) {
      throw new IllegalArgumentException("a farewell's code refuses no request");
    }
    return this;
  }

  /** The code of a number. */
  public static Optional<ErrorCode> of(int number) {
    for (ErrorCode one : values()) {
      if (one.code == number) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
