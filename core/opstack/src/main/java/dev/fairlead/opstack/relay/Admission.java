package dev.fairlead.opstack.relay;

import dev.fairlead.opstack.rules.InvalidMessage;

/** What the verifier says about one message. */
public sealed interface Admission {
  /** It may be executed. */
  record Admitted() implements Admission {}

  /**
   * Ask again later.
   *
   * @param cause why
   */
  record NotYet(WaitCause cause) implements Admission {}

  /**
   * It is invalid.
   *
   * @param code which rule it breaks
   */
  record Refused(InvalidMessage.Code code) implements Admission {}
}
