package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.identity.BlockRef;

/**
 * An included candidate, kept for 25 hours: who backed it and when (AM19), and the votes against it
 * (AM6).
 *
 * @param origin the candidate with its backing
 * @param block relay block that enacted it
 * @param parent block before that one: what a lost dispute reverts to
 * @param invalidVotes validators of its session that signed that it is invalid
 */
public record Enacted(InFlight origin, BlockRef block, BlockRef parent, ValidatorSet invalidVotes) {
  /** The session whose validators may vote, unsigned 32 bits. */
  public long session() {
    return origin.candidate().session();
  }

  Enacted withVotes(ValidatorSet more) {
    return new Enacted(origin, block, parent, invalidVotes.with(more));
  }
}
