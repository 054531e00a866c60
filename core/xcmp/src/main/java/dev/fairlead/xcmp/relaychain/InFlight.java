package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A backed candidate that is not enacted yet.
 *
 * @param hash of the candidate
 * @param candidate what was backed
 * @param backedIn relay block that took it, unsigned 32 bits
 * @param group that signed it
 * @param available validators that signed to have their chunk
 */
public record InFlight(
    Hash32 hash, Candidate candidate, long backedIn, int group, SortedSet<Integer> available) {
  /** Copies the set. */
  public InFlight {
    available = Collections.unmodifiableSortedSet(new TreeSet<>(available));
  }

  InFlight withAvailable(SortedSet<Integer> more) {
    SortedSet<Integer> all = new TreeSet<>(available);
    all.addAll(more);
    return new InFlight(hash, candidate, backedIn, group, all);
  }
}
