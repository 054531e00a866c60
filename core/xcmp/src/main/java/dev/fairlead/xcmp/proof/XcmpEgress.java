package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.util.List;
import java.util.Optional;

/**
 * The outgoing part of a proof of validity (AM12): shows, from the relay state at the candidate's
 * relay parent, that every new link extends what the relay chain has enacted. Nothing in it is
 * trusted before {@link EgressCheck} has judged it.
 *
 * @param version 1
 * @param relayParentNumber unsigned 32 bits
 * @param relayStorageRoot root that the trie nodes hang on
 * @param trieNodes exactly the nodes that are read: own row root, watermarks of the recipients
 * @param slotCount slots of the own row, unsigned 32 bits
 * @param channels the channels that the block sent on, ascending by recipient
 */
public record XcmpEgress(
    int version,
    long relayParentNumber,
    Hash32 relayStorageRoot,
    List<Bytes> trieNodes,
    long slotCount,
    List<Sent> channels) {
  /** The only version there is. */
  public static final int VERSION = 1;

  /** Copies the lists. */
  public XcmpEgress {
    trieNodes = List.copyOf(trieNodes);
    channels = List.copyOf(channels);
  }

  /**
   * One batch that the block sent.
   *
   * @param recipient para at the other end
   * @param slotIndex slot of the channel in the own row, unsigned 32 bits
   * @param rowSiblings row root to cell, bottom-up
   * @param messageRoot of the cell before this block
   * @param lastBlock of the cell before this block, unsigned 32 bits
   * @param oldHead the newest enacted link; absent before the first message
   * @param prevLink link that the new one extends, as it states itself
   * @param prevBlock block that enacted it, as the new link states itself
   * @param body the batch
   */
  public record Sent(
      ParaId recipient,
      long slotIndex,
      List<Hash32> rowSiblings,
      Hash32 messageRoot,
      long lastBlock,
      Optional<OldHead> oldHead,
      Hash32 prevLink,
      long prevBlock,
      Bytes body) {
    /** Copies the list. */
    public Sent {
      rowSiblings = List.copyOf(rowSiblings);
    }
  }

  /**
   * The newest enacted link of a channel and what leads from it to the cell's message root.
   *
   * @param link the link
   * @param proof its place in the message tree of the block that committed it
   */
  public record OldHead(Hash32 link, MessageRoot.Proof proof) {}
}
