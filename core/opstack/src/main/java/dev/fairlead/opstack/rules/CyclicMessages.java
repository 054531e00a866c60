package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The messages of one round that lie on a cycle. Immutable. */
public final class CyclicMessages {
  private final Map<ChainId, BitSet> logIndexes;

  /** Takes the sets over; they must not be changed afterwards. */
  CyclicMessages(Map<ChainId, BitSet> logIndexes) {
    this.logIndexes = Map.copyOf(logIndexes);
  }

  /** Whether the executing message at this log of the chain's block lies on a cycle. */
  public boolean contains(ChainId chain, int logIndex) {
    BitSet logs = logIndexes.get(chain);
    return logs != null && logs.get(logIndex);
  }

  /** The chains that own such a message, ascending. */
  public SortedSet<ChainId> chains() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(logIndexes.keySet()));
  }

  /** Number of messages on cycles. */
  public int count() {
    return logIndexes.values().stream().mapToInt(BitSet::cardinality).sum();
  }

  @Override
  public String toString() {
    return "CyclicMessages" + logIndexes;
  }
}
