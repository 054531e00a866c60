package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.util.List;
import java.util.Optional;

/**
 * What a block shows of one ingress channel (section 4.4): the cell in the sender's row, the newest
 * link under the cell's message root, all links since the last consumed one, and bodies for a
 * prefix of them.
 *
 * @param sender para at the other end
 * @param slotIndex slot of the channel in the sender's row, unsigned 32 bits
 * @param slotCount slots of the row, unsigned 32 bits
 * @param rowSiblings row root to cell, bottom-up
 * @param messageRoot of the cell
 * @param lastBlock of the cell, unsigned 32 bits
 * @param head message root to newest link; absent without news
 * @param links oldest first
 * @param bodies of the first links, oldest first
 */
public record ChannelProof(
    ParaId sender,
    long slotIndex,
    long slotCount,
    List<Hash32> rowSiblings,
    Hash32 messageRoot,
    long lastBlock,
    Optional<MessageRoot.Proof> head,
    List<LinkClaim> links,
    List<Bytes> bodies) {
  /** Copies the lists. */
  public ChannelProof {
    rowSiblings = List.copyOf(rowSiblings);
    links = List.copyOf(links);
    bodies = List.copyOf(bodies);
  }

  /**
   * One link as a proof states it; its hash follows from the links before it.
   *
   * @param bodyHash of the SCALE-encoded body
   * @param prevBlock block that enacted the channel's previous message, 0 if there was none
   */
  public record LinkClaim(Hash32 bodyHash, long prevBlock) {}
}
