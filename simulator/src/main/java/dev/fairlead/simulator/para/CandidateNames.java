package dev.fairlead.simulator.para;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.relaychain.Candidate;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Hashes of candidates. Every member of a group, the world's authors and its observers ask for the
 * same ones; each is computed once, while it is among the newest, unless that is switched off.
 */
public final class CandidateNames {
  private static final int KEPT = 1 << 12;

  private final Hash32 genesis;
  private final boolean isCaching;
  private final SequencedMap<Hash32, Named> names = new LinkedHashMap<>(); // by para head

  private record Named(Candidate candidate, Hash32 name) {}

  /** Names on the relay chain that begins with this block. */
  public CandidateNames(Hash32 genesis, boolean isCaching) {
    this.genesis = genesis;
    this.isCaching = isCaching;
  }

  /** The hash of a candidate. */
  public Hash32 of(Candidate candidate) {
    if (!isCaching) {
      return candidate.hash(genesis);
    }
    Named known = names.get(candidate.head());
    if (known != null && known.candidate().equals(candidate)) {
      return known.name();
    }
    Hash32 name = candidate.hash(genesis);
    names.put(candidate.head(), new Named(candidate, name));
    if (names.size() > KEPT) {
      names.pollFirstEntry();
    }
    return name;
  }
}
