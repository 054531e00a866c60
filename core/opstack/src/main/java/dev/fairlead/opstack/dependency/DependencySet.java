package dev.fairlead.opstack.dependency;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The chains that may exchange messages, directed: each executing chain maps to the sources that it
 * accepts, always including itself. Immutable. Upstream's files describe the full mesh, in which
 * all accept all.
 */
public final class DependencySet {
  private final SortedMap<ChainId, SortedSet<ChainId>> accepted;
  private final ExpiryWindow expiryWindow;

  private DependencySet(
      SortedMap<ChainId, SortedSet<ChainId>> accepted, ExpiryWindow expiryWindow) {
    this.accepted = accepted;
    this.expiryWindow = expiryWindow;
  }

  /** All members accept all members. */
  public static DependencySet mesh(Collection<ChainId> members, ExpiryWindow expiryWindow) {
    SortedSet<ChainId> all = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    SortedMap<ChainId, SortedSet<ChainId>> accepted = new TreeMap<>();
    all.forEach(chain -> accepted.put(chain, all));
    return new DependencySet(accepted, expiryWindow);
  }

  /**
   * The keys are the members, the values the sources that each accepts; a member accepts itself
   * whether listed or not. A source that is no member is refused.
   */
  public static DependencySet directed(
      Map<ChainId, ? extends Collection<ChainId>> accepts, ExpiryWindow expiryWindow)
      throws DecodingException {
    SortedMap<ChainId, SortedSet<ChainId>> accepted = new TreeMap<>();
    for (Map.Entry<ChainId, ? extends Collection<ChainId>> entry : accepts.entrySet()) {
      SortedSet<ChainId> sources = new TreeSet<>(entry.getValue());
      sources.add(entry.getKey());
      for (ChainId source : sources) {
        if (!accepts.containsKey(source)) {
          throw new DecodingException(
              "chain " + entry.getKey() + " accepts " + source + ", which is not in the set");
        }
      }
      accepted.put(entry.getKey(), Collections.unmodifiableSortedSet(sources));
    }
    return new DependencySet(accepted, expiryWindow);
  }

  /** The chains of the set, ascending. */
  public SortedSet<ChainId> members() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(accepted.keySet()));
  }

  /** Whether a chain belongs to the set. */
  public boolean contains(ChainId chain) {
    return accepted.containsKey(chain);
  }

  /** Rule 1: both belong to the set and the executing chain accepts the initiating one. */
  public boolean accepts(ChainId executing, ChainId initiating) {
    SortedSet<ChainId> sources = accepted.get(executing);
    return sources != null && sources.contains(initiating);
  }

  /** The sources that a chain accepts, itself included; empty for a chain outside the set. */
  public SortedSet<ChainId> sources(ChainId executing) {
    SortedSet<ChainId> sources = accepted.get(executing);
    return sources == null ? Collections.emptySortedSet() : sources;
  }

  /** How old a message may be at its execution. */
  public ExpiryWindow expiryWindow() {
    return expiryWindow;
  }

  /** The chain and all that it depends on, directly or through others; empty outside the set. */
  public SortedSet<ChainId> transitive(ChainId chain) {
    return contains(chain)
        ? Collections.unmodifiableSortedSet(ChainPaths.reachable(chain, this::sources))
        : Collections.emptySortedSet();
  }

  /** The members grouped so that every dependency lies inside one group; by smallest id. */
  public List<SortedSet<ChainId>> components() {
    return ChainPaths.components(accepted);
  }

  /**
   * The chains that a message from one chain to another passes, both included: the shortest way,
   * and among those the one with the smallest ids. Empty if there is none.
   */
  public List<ChainId> route(ChainId from, ChainId to) {
    return contains(from) && contains(to)
        ? ChainPaths.shortest(from, to, this::acceptors, this::sources)
        : List.of();
  }

  /**
   * Explains why following only these chains is not enough: a path from one of them, each chain
   * accepting the next, that ends at a member which is not followed. Empty if all is well.
   */
  public Optional<List<ChainId>> unfollowedDependency(Set<ChainId> followed) {
    for (ChainId start : new TreeSet<>(followed)) {
      for (ChainId dependency : transitive(start)) {
        if (!followed.contains(dependency)) {
          return Optional.of(
              ChainPaths.shortest(start, dependency, this::sources, this::acceptors));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DependencySet set
        && accepted.equals(set.accepted)
        && expiryWindow.equals(set.expiryWindow);
  }

  @Override
  public int hashCode() {
    return 31 * accepted.hashCode() + expiryWindow.hashCode();
  }

  @Override
  public String toString() {
    return "DependencySet" + accepted + " window " + expiryWindow.seconds() + " s";
  }

  private SortedSet<ChainId> acceptors(ChainId source) {
    SortedSet<ChainId> acceptors = new TreeSet<>();
    accepted.forEach((executing, sources) -> {
      if (sources.contains(source)) {
        acceptors.add(executing);
      }
    });
    return acceptors;
  }
}
