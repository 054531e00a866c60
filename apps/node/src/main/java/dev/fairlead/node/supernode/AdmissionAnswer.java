package dev.fairlead.node.supernode;

import dev.fairlead.opstack.access.AccessVerdict;

/** What became of asking whether the messages of an access list may be executed. */
public sealed interface AdmissionAnswer {
  /** The operator has ordered to refuse everything; nothing was judged. */
  record FailsafeOn() implements AdmissionAnswer {}

  /**
   * The list was judged.
   *
   * @param verdict with the first group that fails, if one does
   */
  record Judged(AccessVerdict verdict) implements AdmissionAnswer {}

  /** Whether every message of the list may be executed. */
  default boolean isAccepted() {
    return this instanceof Judged(AccessVerdict.Accepted());
  }
}
