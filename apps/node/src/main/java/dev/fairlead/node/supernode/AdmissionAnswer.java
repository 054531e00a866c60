package dev.fairlead.node.supernode;

import dev.fairlead.opstack.access.AccessVerdict;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.InvalidMessage;
import dev.fairlead.opstack.rules.Outcome;
import java.util.Optional;

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

  /** The stable code of the refusal, for metrics; empty if accepted. */
  default Optional<String> refusalCode() {
    return switch (this) {
      case FailsafeOn() -> Optional.of("failsafe");
      case Judged(AccessVerdict.Accepted()) -> Optional.empty();
      case Judged(AccessVerdict.Malformed _) -> Optional.of("malformed");
      case Judged(AccessVerdict.TooManyGroups _) -> Optional.of("too-many-groups");
      case Judged(AccessVerdict.BackFilling _) -> Optional.of("back-filling");
      case Judged(AccessVerdict.Refused(int _, Outcome outcome)) -> code(outcome);
    };
  }

  private static Optional<String> code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Valid() -> Optional.empty();
      case Outcome.Invalid(InvalidMessage reason) -> Optional.of(reason.code().text());
      case Outcome.NotYet(Awaited.Block _) -> Optional.of("not-indexed");
      case Outcome.NotYet(Awaited.Level _) -> Optional.of("level-not-reached");
      case Outcome.NotEnoughHistory _ -> Optional.of("not-enough-history");
    };
  }
}
