package dev.fairlead.opstack.rules;

import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What {@link WorldVerifier} found. Immutable. */
public final class WorldVerdicts {
  private final OptionalLong verifiedTimestamp;
  private final Map<ChainId, List<BlockVerdict>> verdicts = new TreeMap<>();

  WorldVerdicts(OptionalLong verifiedTimestamp, Map<ChainId, List<BlockVerdict>> verdicts) {
    this.verifiedTimestamp = verifiedTimestamp;
    verdicts.forEach((chain, list) -> this.verdicts.put(chain, List.copyOf(list)));
  }

  /** Time of the last completed round, unsigned seconds. */
  public OptionalLong verifiedTimestamp() {
    return verifiedTimestamp;
  }

  /** Verdict on a chain's block, counted from its first given one; empty if it was not reached. */
  public Optional<BlockVerdict> verdict(ChainId chain, int blockIndex) {
    List<BlockVerdict> decided = verdicts.getOrDefault(chain, List.of());
    return blockIndex < decided.size() ? Optional.of(decided.get(blockIndex)) : Optional.empty();
  }
}
