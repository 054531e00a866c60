package dev.fairlead.xcmp.peer;

/** What a node says it is; a validator must prove it. */
public enum Role {
  /** Follows a para. */
  FULL_NODE(0),
  /** Builds candidates of a para. */
  COLLATOR(1),
  /** Validates in the current session. */
  VALIDATOR(2);

  private final int code;

  Role(int code) {
    this.code = code;
  }

  /** Number on the wire. */
  public int code() {
    return code;
  }
}
