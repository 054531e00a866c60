package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a candidate commits to about its outgoing messages, and what its execution produced.
 *
 * @param sender the para
 * @param commitments of the candidate's header
 * @param bodyHashes hash of the batch per recipient, as execution of the block gave them
 * @param bodyBytesMax largest batch that the channels allow
 */
public record EgressClaim(
    ParaId sender,
    Commitments commitments,
    SortedMap<ParaId, Hash32> bodyHashes,
    int bodyBytesMax) {
  /** Copies the map. */
  public EgressClaim {
    bodyHashes = Collections.unmodifiableSortedMap(new TreeMap<>(bodyHashes));
  }
}
