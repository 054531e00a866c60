package dev.fairlead.opstack.verifier;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one round has verified. It holds from its timestamp until just before the next result's.
 *
 * @param timestamp of the round, seconds, unsigned
 * @param inclusion the newest base-chain block that any of the heads needs
 * @param chains the chains of the component that have a block at or before the timestamp
 */
public record VerifiedResult(
    long timestamp, BaseInclusion inclusion, SortedMap<ChainId, ChainResult> chains) {
  /** Copies the map. */
  public VerifiedResult {
    chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
  }

  /** The cross-safe head of a chain. */
  public Optional<BlockRef> head(ChainId chain) {
    return Optional.ofNullable(chains.get(chain)).map(result -> result.verified().block());
  }
}
