package dev.fairlead.opstack.admission;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.LogViews;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** The lanes of all followed chains, with their logs as they are in the current step. */
final class LaneTable {
  private final TreeMap<ChainId, ChainLane> lanes = new TreeMap<>();
  private Map<ChainId, LogView> logs = Map.of();

  LaneTable(SortedSet<ChainId> chains) {
    chains.forEach(chain -> lanes.put(chain, new ChainLane(chain)));
  }

  /** Reads the logs anew; they do not change within a step. */
  void refresh(LogViews source) {
    Map<ChainId, LogView> views = new HashMap<>();
    lanes.keySet().forEach(chain -> views.put(chain, source.of(chain)));
    logs = views;
  }

  /** By ascending chain id. */
  Collection<ChainLane> all() {
    return lanes.values();
  }

  ChainLane lane(ChainId chain) {
    return find(chain).orElseThrow(() -> notFollowed(chain));
  }

  Optional<ChainLane> find(ChainId chain) {
    return Optional.ofNullable(lanes.get(chain));
  }

  Map<ChainId, LogView> logs() {
    return logs;
  }

  LogView log(ChainId chain) {
    LogView log = logs.get(chain);
    if (log == null) {
      throw notFollowed(chain);
    }
    return log;
  }

  private static IllegalArgumentException notFollowed(ChainId chain) {
    return new IllegalArgumentException("chain " + chain + " is not followed");
  }
}
