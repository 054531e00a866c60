package dev.fairlead.opstack.access;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.rules.Outcome;

/** Answer to an access list. The first group that fails decides. */
public sealed interface AccessVerdict {
  /** Every message of the list may be executed. */
  record Accepted() implements AccessVerdict {}

  /**
   * The keys do not follow the grammar; no message was judged.
   *
   * @param error where and how
   */
  record Malformed(AccessListDecoding.Malformed error) implements AccessVerdict {}

  /**
   * The list announces more messages than one call may; none was judged.
   *
   * @param groups how many it announces
   * @param groupsMax how many are allowed
   */
  record TooManyGroups(int groups, int groupsMax) implements AccessVerdict {}

  /**
   * A message cannot be judged before its source chain has been fetched.
   *
   * @param group index of the message in the list
   * @param chain its source
   */
  record BackFilling(int group, ChainId chain) implements AccessVerdict {}

  /**
   * A message must not be executed, or not yet.
   *
   * @param group index of the message in the list
   * @param outcome anything but valid
   */
  record Refused(int group, Outcome outcome) implements AccessVerdict {
    /** Refuses the outcome that is no refusal. */
    public Refused {
      if (outcome instanceof Outcome.Valid) {
        throw new IllegalArgumentException("a valid message is not refused: group " + group);
      }
    }
  }
}
