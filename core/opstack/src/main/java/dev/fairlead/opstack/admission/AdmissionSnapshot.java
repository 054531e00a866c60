package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A state of the unsafe lane.
 *
 * @param crossUnsafe newest cross-unsafe block per chain; absent where there is none
 * @param frontiers what holds each chain; every chain is present
 */
public record AdmissionSnapshot(
    SortedMap<ChainId, BlockRef> crossUnsafe, SortedMap<ChainId, Frontier> frontiers) {
  /** Copies the maps. */
  public AdmissionSnapshot {
    crossUnsafe = Collections.unmodifiableSortedMap(new TreeMap<>(crossUnsafe));
    frontiers = Collections.unmodifiableSortedMap(new TreeMap<>(frontiers));
  }
}
