package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import java.util.List;
import java.util.Map;

/**
 * A state of the follow machine of a chain.
 *
 * @param chain the chain
 * @param state where it stands
 * @param confirmed newest labelled blocks that the log holds, by level
 * @param awaited labelled blocks that the log does not hold yet, by level
 * @param failures fetches that failed in a row; above zero while backing off
 * @param undone the latest reorgs, oldest first, a bounded number
 */
public record FollowSnapshot(
    ChainId chain,
    FollowState state,
    Map<SafetyLevel, BlockRef> confirmed,
    Map<SafetyLevel, BlockLink> awaited,
    int failures,
    List<HistoryChange.Rewound> undone) {
  /** How many reorgs are kept. */
  public static final int UNDONE_MAX = 16;

  /** Copies the collections. */
  public FollowSnapshot {
    confirmed = Map.copyOf(confirmed);
    awaited = Map.copyOf(awaited);
    undone = List.copyOf(undone);
  }
}
