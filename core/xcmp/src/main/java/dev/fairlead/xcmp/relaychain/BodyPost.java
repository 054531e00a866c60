package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.util.List;

/**
 * A body that somebody puts on the relay chain because its recipient is stalled, with what proves
 * that it belongs to the channel (B3): the entry's own link, all links after it, and the place of
 * the newest one under the cell's message root.
 *
 * @param channel sender and recipient
 * @param block relay block that enacted the entry, unsigned 32 bits
 * @param body what was sent
 * @param prevLink link before the entry's
 * @param prevBlock block that enacted it
 * @param newer links after the entry's, oldest first
 * @param head leads from the newest link to the cell's message root
 */
public record BodyPost(
    ChannelId channel,
    long block,
    Bytes body,
    Hash32 prevLink,
    long prevBlock,
    List<ChannelProof.LinkClaim> newer,
    MessageRoot.Proof head) {
  /** Copies the list; refuses block numbers of more than 32 bits. */
  public BodyPost {
    newer = List.copyOf(newer);
    demandBlock(block);
    demandBlock(prevBlock);
    newer.forEach(link -> demandBlock(link.prevBlock()));
  }

  private static void demandBlock(long number) {
    if (number >>> 32 != 0) {
      throw new IllegalArgumentException("block number exceeds 32 bits: " + number);
    }
  }
}
