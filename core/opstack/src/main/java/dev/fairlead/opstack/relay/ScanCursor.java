package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a chain has been read, with enough of the way to find a fork point.
 *
 * @param chain the chain
 * @param recent blocks whose logs were read, ascending heights, at most {@link #REFS_MAX}
 */
public record ScanCursor(ChainId chain, List<BlockRef> recent) {
  /** Enough for the deepest reorg that a rollup shows before its blocks are final. */
  public static final int REFS_MAX = 256;

  /** Copies the blocks. */
  public ScanCursor {
    recent = List.copyOf(recent);
  }

  /** The last block that was read. */
  public Optional<BlockRef> last() {
    return recent.isEmpty() ? Optional.empty() : Optional.of(recent.getLast());
  }

  /** The cursor one step further; the oldest blocks are forgotten. */
  public ScanCursor advancedTo(BlockRef block) {
    List<BlockRef> next = new ArrayList<>(recent);
    next.add(block);
    return new ScanCursor(chain, next.subList(Math.max(0, next.size() - REFS_MAX), next.size()));
  }

  /** The cursor without the blocks above a height, unsigned. */
  public ScanCursor rewoundTo(long number) {
    return new ScanCursor(
        chain, recent.stream().filter(b -> Long.compareUnsigned(b.number(), number) <= 0).toList());
  }
}
