package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.identity.BlockRef;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An included candidate on which votes are still counted (AM6).
 *
 * @param parent block before the one that enacted it: what a lost dispute reverts to
 * @param session whose validators may vote, unsigned 32 bits
 * @param enactedIn number of the block that enacted it, unsigned 32 bits
 * @param invalidVotes validators that signed that it is invalid
 */
public record Enacted(
    BlockRef parent, long session, long enactedIn, SortedSet<Integer> invalidVotes) {
  /** Copies the set. */
  public Enacted {
    invalidVotes = Collections.unmodifiableSortedSet(new TreeSet<>(invalidVotes));
  }

  Enacted withVotes(SortedSet<Integer> more) {
    SortedSet<Integer> all = new TreeSet<>(invalidVotes);
    all.addAll(more);
    return new Enacted(parent, session, enactedIn, all);
  }
}
