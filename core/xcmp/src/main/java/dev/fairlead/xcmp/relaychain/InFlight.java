package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;

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
    Hash32 hash, Candidate candidate, long backedIn, int group, ValidatorSet available) {
  InFlight withAvailable(ValidatorSet more) {
    return new InFlight(hash, candidate, backedIn, group, available.with(more));
  }
}
