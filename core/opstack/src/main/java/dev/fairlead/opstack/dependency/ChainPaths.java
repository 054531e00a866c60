package dev.fairlead.opstack.dependency;

import dev.fairlead.kernel.identity.ChainId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Walks over the directed graph of chains. Pure functions; time grows with the edges. */
final class ChainPaths {
  private ChainPaths() {}

  static SortedSet<ChainId> reachable(
      ChainId start, Function<ChainId, SortedSet<ChainId>> neighbours) {
    return new TreeSet<>(distances(start, neighbours).keySet());
  }

  /** The shortest path, the smallest ids first; empty if there is none. */
  static List<ChainId> shortest(
      ChainId from,
      ChainId to,
      Function<ChainId, SortedSet<ChainId>> forward,
      Function<ChainId, SortedSet<ChainId>> backward) {
    Map<ChainId, Integer> distanceToEnd = distances(to, backward);
    Integer left = distanceToEnd.get(from);
    if (left == null) {
      return List.of();
    }
    List<ChainId> path = new ArrayList<>(List.of(from));
    for (int distance = left - 1; distance >= 0; distance--) {
      for (ChainId next : forward.apply(path.getLast())) {
        Integer nextDistance = distanceToEnd.get(next);
        if (nextDistance != null && nextDistance == distance) {
          path.add(next);
          break;
        }
      }
    }
    return List.copyOf(path);
  }

  static List<SortedSet<ChainId>> components(Map<ChainId, SortedSet<ChainId>> accepted) {
    Map<ChainId, SortedSet<ChainId>> linked = new HashMap<>();
    accepted.forEach((executing, sources) -> {
      for (ChainId source : sources) {
        linked.computeIfAbsent(executing, _ -> new TreeSet<>()).add(source);
        linked.computeIfAbsent(source, _ -> new TreeSet<>()).add(executing);
      }
    });
    List<SortedSet<ChainId>> components = new ArrayList<>();
    SortedSet<ChainId> left = new TreeSet<>(accepted.keySet());
    while (!left.isEmpty()) {
      SortedSet<ChainId> component =
          reachable(
              left.first(), chain -> linked.getOrDefault(chain, Collections.emptySortedSet()));
      left.removeAll(component);
      components.add(Collections.unmodifiableSortedSet(component));
    }
    return List.copyOf(components);
  }

  /** Breadth first; the layers are the distances. */
  private static Map<ChainId, Integer> distances(
      ChainId start, Function<ChainId, SortedSet<ChainId>> neighbours) {
    Map<ChainId, Integer> distances = new HashMap<>();
    distances.put(start, 0);
    List<ChainId> layer = List.of(start);
    for (int distance = 1; !layer.isEmpty(); distance++) {
      List<ChainId> next = new ArrayList<>();
      for (ChainId chain : layer) {
        for (ChainId neighbour : neighbours.apply(chain)) {
          if (distances.putIfAbsent(neighbour, distance) == null) {
            next.add(neighbour);
          }
        }
      }
      layer = next;
    }
    return distances;
  }
}
