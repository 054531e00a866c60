package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The relay blocks that a node knows, from the final one on and as many before as a candidate may
 * be built on. At most {@value #BLOCKS_MAX}; when finality lags, the oldest are forgotten.
 */
final class RelayView {
  static final int BLOCKS_MAX = 1_024;

  private final Map<Hash32, RelayState> known = new LinkedHashMap<>();
  private @Nullable RelayState best; // none before the first block
  private @Nullable RelayState finalized;

  void add(NodeInput.BlockImported block) {
    known.put(block.state().ref().hash(), block.state());
    if (block.isBest()) {
      best = block.state();
    }
    Iterator<RelayState> oldest = known.values().iterator();
    while (known.size() > BLOCKS_MAX && oldest.hasNext()) {
      if (oldest.next() != best) {
        oldest.remove();
      }
    }
  }

  void finalizeUpTo(BlockRef head) {
    RelayState state = known.get(head.hash());
    if (state != null) {
      finalized = state;
      long oldest = head.number() - state.settings().candidates().relayParentsMax();
      known.values().removeIf(one -> one.number() < oldest && one != best);
    }
  }

  Optional<RelayState> best() {
    return Optional.ofNullable(best);
  }

  Optional<RelayState> finalized() {
    return Optional.ofNullable(finalized);
  }

  /** The state after a block; also the answer to whether the block is known. */
  Optional<RelayState> state(Hash32 block) {
    return Optional.ofNullable(known.get(block));
  }

  int size() {
    return known.size();
  }
}
