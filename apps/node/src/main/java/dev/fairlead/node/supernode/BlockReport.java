package dev.fairlead.node.supernode;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.BlockVerdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one block: its verdict, how far it has been confirmed, and what it waits for.
 *
 * @param chain the chain
 * @param number height, unsigned
 * @param knownHash hash of the stored block; null if none is stored at that height
 * @param verdict of its messages
 * @param knownLevel strongest level that it has; null if none is stored at that height
 * @param awaits what keeps it from the next level, as far as messages do
 */
public record BlockReport(
    ChainId chain,
    long number,
    @Nullable Hash32 knownHash,
    BlockVerdict verdict,
    @Nullable SafetyLevel knownLevel,
    List<Awaited> awaits) {
  /** Copies the list. */
  public BlockReport {
    awaits = List.copyOf(awaits);
  }

  /** Hash of the block that is stored at the height. */
  public Optional<Hash32> hash() {
    return Optional.ofNullable(knownHash);
  }

  /** The strongest level of that block. */
  public Optional<SafetyLevel> level() {
    return Optional.ofNullable(knownLevel);
  }
}
