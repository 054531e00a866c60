package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where verification of a component began. Blocks before it are reported as verified without having
 * been verified: a trust assumption, whose width is shown to the operator.
 *
 * @param timestamp the first timestamp that is verified, seconds, unsigned
 * @param heads per chain the newest block before it; absent if there is none
 */
public record StartPoint(long timestamp, SortedMap<ChainId, BlockRef> heads) {
  /** Copies the map. */
  public StartPoint {
    heads = Collections.unmodifiableSortedMap(new TreeMap<>(heads));
  }
}
