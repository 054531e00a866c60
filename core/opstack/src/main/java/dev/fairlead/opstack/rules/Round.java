package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.SealedBlock;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The blocks that are decided together because they have the same timestamp.
 *
 * @param timestamp seconds, unsigned
 * @param frontier at most one block per chain, each with exactly that timestamp
 */
public record Round(long timestamp, SortedMap<ChainId, SealedBlock> frontier) {
  /** Copies the map and refuses blocks of another timestamp. */
  public Round {
    frontier = Collections.unmodifiableSortedMap(new TreeMap<>(frontier));
    for (Map.Entry<ChainId, SealedBlock> entry : frontier.entrySet()) {
      if (entry.getValue().seal().timestamp() != timestamp) {
        throw new IllegalArgumentException(
            "block of chain "
                + entry.getKey()
                + " is not of timestamp "
                + Long.toUnsignedString(timestamp)
                + ": "
                + entry.getValue().seal());
      }
    }
  }
}
