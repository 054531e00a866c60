package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;

/**
 * A message without its body: all that is needed to place it in its channel (AM15). It proves
 * itself against the message root of the block that sent it.
 *
 * @param channel sender and recipient
 * @param prevLink link before it, zero before the first message
 * @param prevBlock relay block that enacted the link before it, 0 if there was none
 * @param bodyHash hash of the SCALE-encoded body
 * @param bodyBytes size of the body, unsigned 32 bits
 * @param proof its place in the message tree of its block (AM13)
 */
public record SentMessage(
    ChannelId channel,
    Hash32 prevLink,
    long prevBlock,
    Hash32 bodyHash,
    long bodyBytes,
    MessageRoot.Proof proof) {
  /** Names the message within its channel. */
  public Hash32 link() {
    return LinkCodec.SEED.link(prevLink, prevBlock, bodyHash);
  }

  /** Whether it is the newest message under a cell's message root. */
  public boolean isUnder(Hash32 messageRoot) {
    return proof.climb(channel.recipient(), link()).filter(messageRoot::equals).isPresent();
  }
}
