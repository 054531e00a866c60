package dev.fairlead.opstack.verifier;

import dev.fairlead.opstack.follow.Halt;
import dev.fairlead.opstack.rules.InvalidBlock;
import java.util.List;

/** What follows from an observation. */
sealed interface Decision {
  /**
   * Nothing changes.
   *
   * @param awaited what is not there
   * @param invalid invalid blocks that are awaited to be replaced
   */
  record Wait(List<RoundAwaited> awaited, List<InvalidBlock> invalid) implements Decision {}

  /**
   * The timestamp is verified.
   *
   * @param result the new result
   */
  record Advance(VerifiedResult result) implements Decision {}

  /**
   * Some blocks have to be replaced.
   *
   * @param invalid the blocks with every reason
   * @param denied their entries for the deny list
   */
  record Invalidate(List<InvalidBlock> invalid, List<DeniedBlock> denied) implements Decision {}

  /**
   * No round can be decided any more.
   *
   * @param halt why
   */
  record Stop(Halt halt) implements Decision {}
}
