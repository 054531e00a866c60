package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The verdicts of one run over a round, all on the same state.
 *
 * @param blocks one verdict per block of the frontier, by chain
 */
public record RoundVerdict(SortedMap<ChainId, BlockVerdict> blocks) {
  /** Copies the map. */
  public RoundVerdict {
    blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
  }

  /** The verdict on a chain's block; valid for a chain without one in the round. */
  public BlockVerdict verdict(ChainId chain) {
    return blocks.getOrDefault(chain, new BlockVerdict.Valid());
  }

  /** Whether some message lacks history: then nothing of the round may be acted on. */
  public boolean lacksHistory() {
    return blocks.values().stream().anyMatch(BlockVerdict.NotEnoughHistory.class::isInstance);
  }

  /** Whether some block cannot be judged yet. */
  public boolean isWaiting() {
    return blocks.values().stream().anyMatch(BlockVerdict.NotYet.class::isInstance);
  }

  /** Whether every block is valid. */
  public boolean isValid() {
    return blocks.values().stream().allMatch(BlockVerdict.Valid.class::isInstance);
  }

  /** The chains whose block must be replaced, ascending. */
  public SortedSet<ChainId> invalidChains() {
    SortedSet<ChainId> chains = new TreeSet<>();
    for (Map.Entry<ChainId, BlockVerdict> entry : blocks.entrySet()) {
      if (entry.getValue() instanceof BlockVerdict.Invalid) {
        chains.add(entry.getKey());
      }
    }
    return chains;
  }
}
