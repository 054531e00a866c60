package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.identity.BlockRef;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An included candidate, kept for 25 hours: who backed it and when (AM19), and the votes against it
 * (AM6).
 *
 * @param origin the candidate with its backing
 * @param block relay block that enacted it
 * @param parent block before that one: what a lost dispute reverts to
 * @param invalidVotes validators of its session that signed that it is invalid
 */
public record Enacted(
    InFlight origin, BlockRef block, BlockRef parent, SortedSet<Integer> invalidVotes) {
  /** Copies the set. */
  public Enacted {
    invalidVotes = Collections.unmodifiableSortedSet(new TreeSet<>(invalidVotes));
  }

  /** The session whose validators may vote, unsigned 32 bits. */
  public long session() {
    return origin.candidate().session();
  }

  Enacted withVotes(SortedSet<Integer> more) {
    SortedSet<Integer> all = new TreeSet<>(invalidVotes);
    all.addAll(more);
    return new Enacted(origin, block, parent, all);
  }
}
