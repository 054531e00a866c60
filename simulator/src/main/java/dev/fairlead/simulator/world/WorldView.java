package dev.fairlead.simulator.world;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A world at one moment.
 *
 * @param when the last event that was taken
 * @param slot of the relay chain
 * @param head of the relay chain
 * @param finalized its newest final block
 * @param paras by id
 * @param nodes validators first, then collators para by para
 */
public record WorldView(
    When when,
    long slot,
    BlockRef head,
    BlockRef finalized,
    SortedMap<ParaId, ParaView> paras,
    List<NodeView> nodes) {
  /** Copies the collections. */
  public WorldView {
    paras = Collections.unmodifiableSortedMap(new TreeMap<>(paras));
    nodes = List.copyOf(nodes);
  }

  /**
   * A para as the relay chain's head has it.
   *
   * @param watermark up to which it has acted
   * @param waiting entries of its queue
   */
  public record ParaView(Watermark watermark, int waiting) {}
}
