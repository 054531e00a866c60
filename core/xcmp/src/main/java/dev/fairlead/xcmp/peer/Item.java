package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.queue.MessageRoot;

/**
 * An entry that proves itself (AM15): with the message root of its block, which relay state or the
 * sender's header gives, nothing else is needed to check it.
 *
 * @param id which entry
 * @param link its link
 * @param headProof leads from the link to the message root of its own block
 * @param body what was sent; empty if only links were asked for
 */
public record Item(EntryId id, LinkRecord link, MessageRoot.Proof headProof, Bytes body) {
  /** Refuses a proof or body that is too long. */
  public Item {
    Bounds.demandAtMost(headProof.siblings().size(), PeerLimits.SIBLINGS_MAX, "siblings");
    Bounds.demandU32(headProof.leafIndex());
    Bounds.demandU32(headProof.leafCount());
    Bounds.demandAtMost(body.size(), PeerLimits.BODY_BYTES_MAX, "bytes of a body");
  }

  /** Bytes that it takes in a message; whoever answers or pushes adds them up. */
  public int wireBytes() {
    return ItemCodec.wireBytes(this);
  }
}
