package dev.fairlead.node.supernode.config;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import java.util.Map;

/**
 * The level that an initiating message must have before an executing chain accepts it, whatever a
 * caller asks for.
 *
 * @param standard level for every source without an entry of its own
 * @param bySource levels for single sources
 */
public record MinSafety(SafetyLevel standard, Map<ChainId, SafetyLevel> bySource) {
  /** Cross-unsafe for every source. */
  public static final MinSafety DEFAULT = new MinSafety(SafetyLevel.CROSS_UNSAFE, Map.of());

  /** Copies the map. */
  public MinSafety {
    bySource = Map.copyOf(bySource);
  }

  /** The level demanded of messages from a chain. */
  public SafetyLevel of(ChainId source) {
    return bySource.getOrDefault(source, standard);
  }
}
