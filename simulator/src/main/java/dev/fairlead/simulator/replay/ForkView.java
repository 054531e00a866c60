package dev.fairlead.simulator.replay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** Which relay blocks are on the best fork; forgets forks below what is final. */
final class ForkView {
  private final Map<Hash32, Hash32> parents = new HashMap<>();
  private final NavigableMap<Long, Hash32> best = new TreeMap<>();

  void add(BlockRef block, Hash32 parent, boolean isBest) {
    parents.put(block.hash(), parent);
    if (!isBest) {
      return;
    }
    best.tailMap(block.number(), true).clear();
    Hash32 hash = block.hash();
    for (long number = block.number(); !hash.equals(best.get(number)); number--) {
      best.put(number, hash);
      if (!parents.containsKey(hash)) {
        return; // the first block that was seen
      }
      hash = Objects.requireNonNull(parents.get(hash));
    }
  }

  boolean isBest(BlockRef block) {
    return block.hash().equals(best.get(block.number()));
  }

  /** Whether one block is the other or an ancestor of it. */
  boolean isOnForkOf(BlockRef ancestor, BlockRef block) {
    Hash32 hash = block.hash();
    for (long number = block.number(); number > ancestor.number(); number--) {
      Hash32 parent = parents.get(hash);
      if (parent == null) {
        return isBest(ancestor); // all that is older is final
      }
      hash = parent;
    }
    return hash.equals(ancestor.hash());
  }

  /** Blocks below this one can no longer change places. */
  void finalized(BlockRef head) {
    parents.keySet().retainAll(best.tailMap(head.number(), true).values());
  }
}
