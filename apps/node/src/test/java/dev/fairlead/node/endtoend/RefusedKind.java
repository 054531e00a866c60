package dev.fairlead.node.endtoend;

/** What can be wrong with a message when it is handed in, and how the public port must say so. */
enum RefusedKind {
  UNKNOWN_CHAIN(-320501, "chain-not-in-set"),
  SOURCE_NOT_ACCEPTED(-320501, "chain-not-in-set"),
  EXECUTED_TOO_EARLY(-320600, "executed-too-early"),
  INITIATED_TOO_EARLY(-320600, "initiated-too-early"),
  FUTURE(-320600, "future"),
  EXPIRED(-320600, "expired"),
  BELOW_FIRST_STORED_BLOCK(-320500, "not-enough-history"),
  SOURCE_BACK_FILLING(-320400, "back-filling"),
  BLOCK_NOT_INDEXED(-321401, "not-indexed"),
  UNKNOWN_BLOCK(-320600, "unknown-block"),
  WRONG_TIMESTAMP(-320600, "timestamp-mismatch"),
  UNKNOWN_LOG(-320600, "unknown-log"),
  WRONG_PAYLOAD(-320600, "checksum-mismatch"),
  WRONG_ORIGIN(-320600, "checksum-mismatch"),
  SECOND_OF_TWO(-320600, "checksum-mismatch", 1),
  LEVEL_NOT_REACHED(-321100, "level-not-reached"),
  UNDECLARED(-320600, "undeclared"),
  LOOKUP_ALONE(-32602, "expected-entry"),
  CHECKSUM_ALONE(-32602, "unexpected-type"),
  DIRTY_PADDING(-32602, "malformed"),
  TOO_MANY_GROUPS(-32602, "too-many-groups", RefusedKind.WHOLE_LIST);

  private static final int WHOLE_LIST = -1;

  private final int code;
  private final String reason;
  private final int group;

  RefusedKind(int code, String reason) {
    this(code, reason, 0);
  }

  RefusedKind(int code, String reason, int group) {
    this.code = code;
    this.reason = reason;
    this.group = group;
  }

  /** The code of the JSON-RPC error. */
  int code() {
    return code;
  }

  /** The code in its data. */
  String reason() {
    return reason;
  }

  /** The position of the message that it blames; -1 if it blames the list. */
  int group() {
    return group;
  }
}
