package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.queue.LinkCodec;

/**
 * The link of an entry, as a peer states it (AM15).
 *
 * @param bodyHash of the SCALE-encoded body
 * @param prevBlock relay block that enacted the channel's previous message, unsigned 32 bits
 * @param prevLinkHash link of that message; zero before the first
 * @param linkHash the entry's own
 * @param bodyBytes length of the body, at most 1 MiB
 */
public record LinkRecord(
    Hash32 bodyHash, long prevBlock, Hash32 prevLinkHash, Hash32 linkHash, long bodyBytes) {
  /** Refuses numbers that are too large. */
  public LinkRecord {
    Bounds.demandU32(prevBlock);
    Bounds.demandAtMost(bodyBytes, PeerLimits.BODY_BYTES_MAX, "bytes of a body");
  }

  /** Whether the link's hash follows from its parts. */
  public boolean isConsistent() {
    return LinkCodec.SEED.link(prevLinkHash, prevBlock, bodyHash).equals(linkHash);
  }
}
