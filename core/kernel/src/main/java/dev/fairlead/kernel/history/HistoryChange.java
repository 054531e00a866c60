package dev.fairlead.kernel.history;

import dev.fairlead.kernel.identity.BlockRef;
import java.util.List;

/** One change of the followed branch of a chain. A reorg is a Rewound and then an Extended. */
public sealed interface HistoryChange {
  /**
   * Blocks were put on top.
   *
   * @param blocks ascending without gaps, at least one; the first follows the previous head
   */
  record Extended(List<BlockRef> blocks) implements HistoryChange {
    /** Copies the list and refuses an empty one. */
    public Extended {
      blocks = nonEmpty(blocks);
    }

    /** The new head. */
    public BlockRef head() {
      return blocks.getLast();
    }
  }

  /**
   * Blocks were taken off.
   *
   * @param to the head afterwards
   * @param undone the blocks taken off, ascending without gaps, at least one
   */
  record Rewound(BlockRef to, List<BlockRef> undone) implements HistoryChange {
    /** Copies the list and refuses an empty one. */
    public Rewound {
      undone = nonEmpty(undone);
    }
  }

  /**
   * A block, and with it all before, will not be taken off any more.
   *
   * @param head the newest final block
   */
  record Finalized(BlockRef head) implements HistoryChange {}

  private static List<BlockRef> nonEmpty(List<BlockRef> blocks) {
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a change without blocks");
    }
    return List.copyOf(blocks);
  }
}
