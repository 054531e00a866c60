package dev.fairlead.opstack.relay;

/** Why a message waits for a time and is then tried again. Nothing of it is a verdict. */
public enum WaitCause {
  /** It was just seen. */
  NEW("new"),
  /** Its block has not reached the demanded level. */
  LEVEL_NOT_REACHED("level-not-reached"),
  /** The verifier has not indexed its block. */
  NOT_INDEXED("not-indexed"),
  /** The verifier fills its history back. */
  BACK_FILLING("back-filling"),
  /** The verifier's history does not reach back far enough. */
  NOT_ENOUGH_HISTORY("not-enough-history"),
  /** The operator has stopped all admission. */
  FAILSAFE("failsafe"),
  /** Its destination stands before the time at which it was sent, or before activation. */
  DESTINATION_BEHIND("destination-behind"),
  /** The verifier did not answer. */
  VERIFIER_UNREACHABLE("verifier-unreachable"),
  /** A node of the destination did not answer. */
  DESTINATION_UNREACHABLE("destination-unreachable"),
  /** A reorg has removed every emission that was seen. */
  NO_EMISSION("no-emission"),
  /** The destination refused the transaction for a reason that may pass. */
  SEND_REFUSED("send-refused"),
  /** The transaction was included without success, or its nonce was used by another one. */
  NOT_EXECUTED("not-executed"),
  /** It was ready for so long that it must be checked again. */
  STALE("stale");

  private final String text;

  WaitCause(String text) {
    this.text = text;
  }

  /** The code as it appears in logs and metrics; never changes. */
  public String text() {
    return text;
  }
}
