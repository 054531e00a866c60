package dev.fairlead.opstack.access;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.rules.MessageRules;
import dev.fairlead.opstack.rules.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Judges the messages that a transaction announces, before it is executed: the message rules on one
 * fixed state, then the demanded levels. Immutable; the work is linear in the keys, with at most
 * {@code groupsMax} look-ups. Cycles cannot be seen before the block exists.
 */
public final class AccessListChecker {
  private final MessageRules rules;
  private final int groupsMax;

  /** Takes the rules, strict or not about the same timestamp, and the limit of one call. */
  public AccessListChecker(MessageRules rules, int groupsMax) {
    this.rules = rules;
    this.groupsMax = groupsMax;
  }

  /**
   * Judges groups in order; both the requested level and the configured one must hold.
   *
   * @param keys storage keys of all inbox tuples, in order
   * @param at where and when the transaction will be executed
   */
  public AccessVerdict check(
      List<Hash32> keys, SafetyLevel requested, ExecutingDescriptor at, AdmissionView view) {
    return switch (AccessListCodec.decode(keys)) {
      case AccessListDecoding.Malformed error -> new AccessVerdict.Malformed(error);
      case AccessListDecoding.Decoded(List<Access> accesses) ->
          accesses.size() > groupsMax
              ? new AccessVerdict.TooManyGroups(accesses.size(), groupsMax)
              : checkAll(accesses, requested, at, view);
    };
  }

  private AccessVerdict checkAll(
      List<Access> accesses, SafetyLevel requested, ExecutingDescriptor at, AdmissionView view) {
    for (int group = 0; group < accesses.size(); group++) {
      Access access = accesses.get(group);
      Outcome outcome = judge(access, requested, at, view);
      if (isForLackOfBlocks(outcome) && view.isBackFilling(access.chain())) {
        return new AccessVerdict.BackFilling(group, access.chain());
      }
      if (!(outcome instanceof Outcome.Valid)) {
        return new AccessVerdict.Refused(group, outcome);
      }
    }
    return new AccessVerdict.Accepted();
  }

  private Outcome judge(
      Access access, SafetyLevel requested, ExecutingDescriptor at, AdmissionView view) {
    Outcome outcome = rules.judge(at, access.toReference(0), view);
    if (!(outcome instanceof Outcome.Valid)) {
      return outcome;
    }
    SafetyLevel configured = view.minSafety(at.chain(), access.chain());
    for (SafetyLevel level : List.of(requested, configured)) {
      if (!hasLevel(access, level, view)) {
        return new Outcome.NotYet(
            new Awaited.Level(access.chain(), access.position().blockNumber(), level));
      }
    }
    return outcome;
  }

  private static boolean hasLevel(Access access, SafetyLevel level, AdmissionView view) {
    if (level == SafetyLevel.UNSAFE) {
      return true; // the rules have just found the block
    }
    Optional<BlockRef> head = view.head(access.chain(), level);
    return head.isPresent()
        && Long.compareUnsigned(head.get().number(), access.position().blockNumber()) >= 0;
  }

  private static boolean isForLackOfBlocks(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Valid() -> false;
      case Outcome.Invalid _ -> false;
      case Outcome.NotEnoughHistory _ -> true;
      case Outcome.NotYet(Awaited awaited) -> awaited instanceof Awaited.Block;
    };
  }
}
