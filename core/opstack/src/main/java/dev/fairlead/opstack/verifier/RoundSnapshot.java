package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.rules.InvalidBlock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A state of the safe lane of one component.
 *
 * @param members its chains
 * @param state where it stands
 * @param progress the timestamps it has reached
 * @param crossSafe newest verified block per chain; absent where there is none
 * @param finalized newest final block per chain; absent where there is none
 * @param awaited what holds the next round; empty while it runs
 * @param invalid invalid blocks that their chains have not replaced, with every reason known
 * @param denied the deny list
 * @param decisions how often each decision was taken since the process began
 */
public record RoundSnapshot(
    SortedSet<ChainId> members,
    RoundState state,
    Progress progress,
    SortedMap<ChainId, BlockRef> crossSafe,
    SortedMap<ChainId, BlockRef> finalized,
    List<RoundAwaited> awaited,
    List<InvalidBlock> invalid,
    List<DeniedBlock> denied,
    Map<DecisionKind, Long> decisions) {
  /** Copies the collections. */
  public RoundSnapshot {
    members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    crossSafe = Collections.unmodifiableSortedMap(new TreeMap<>(crossSafe));
    finalized = Collections.unmodifiableSortedMap(new TreeMap<>(finalized));
    awaited = List.copyOf(awaited);
    invalid = List.copyOf(invalid);
    denied = List.copyOf(denied);
    decisions = Map.copyOf(decisions);
  }

  /**
   * Timestamps, seconds, unsigned; each empty as long as there is none.
   *
   * @param start the first that is verified and not merely trusted
   * @param verified the newest verified one
   * @param finalized the newest final one
   */
  public record Progress(OptionalLong start, OptionalLong verified, OptionalLong finalized) {}
}
