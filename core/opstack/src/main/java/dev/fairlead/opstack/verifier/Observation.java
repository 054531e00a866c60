package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockId;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.opstack.rules.Round;
import dev.fairlead.opstack.rules.SourceView;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that one decision is made from; immutable, so that the decision is a pure function of it. */
sealed interface Observation {
  /**
   * The round cannot be decided.
   *
   * @param timestamp of the round, unsigned
   * @param awaited what is not there
   */
  record NotReady(long timestamp, List<RoundAwaited> awaited) implements Observation {
    /** Copies the list. */
    public NotReady {
      awaited = List.copyOf(awaited);
    }
  }

  /**
   * Every chain is local-safe up to the round's timestamp.
   *
   * @param round the blocks with exactly that timestamp
   * @param heads per chain the newest block at or before it
   * @param inclusion the newest base-chain block that any of them needs
   * @param history the chains up to the round and beyond
   * @param denied blocks denied so far
   */
  record Ready(
      Round round,
      SortedMap<ChainId, BlockSeal> heads,
      BaseInclusion inclusion,
      SourceView history,
      List<DeniedBlock> denied)
      implements Observation {
    /** Copies the collections. */
    public Ready {
      heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
      denied = List.copyOf(denied);
    }
  }

  /**
   * A chain has a block in the time that is verified already.
   *
   * @param timestamp of the block, unsigned
   * @param block the block
   */
  record Backwards(long timestamp, BlockId block) implements Observation {}

  /** Timestamp of the round that was looked at. */
  default long timestampOfRound() {
    return switch (this) {
      case NotReady notReady -> notReady.timestamp();
      case Ready ready -> ready.round().timestamp();
      case Backwards backwards -> backwards.timestamp();
    };
  }
}
