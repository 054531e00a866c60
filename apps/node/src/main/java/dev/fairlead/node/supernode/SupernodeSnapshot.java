package dev.fairlead.node.supernode;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.admission.AdmissionSnapshot;
import dev.fairlead.opstack.verifier.RoundSnapshot;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a supernode knows, at one moment between two steps. Immutable; answers over RPC
 * are made of it and of nothing else. Short-lived, since it holds views of the logs.
 *
 * @param chains the followed chains
 * @param admission the unsafe lane
 * @param components the safe lane, one state per group of connected chains
 */
public record SupernodeSnapshot(
    SortedMap<ChainId, ChainSnapshot> chains,
    AdmissionSnapshot admission,
    List<RoundSnapshot> components) {
  /** Copies the collections. */
  public SupernodeSnapshot {
    chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
    components = List.copyOf(components);
  }

  /** A followed chain. */
  public Optional<ChainSnapshot> chain(ChainId id) {
    return Optional.ofNullable(chains.get(id));
  }

  /** The safe lane of a followed chain. */
  public Optional<RoundSnapshot> component(ChainId id) {
    return components.stream().filter(component -> component.members().contains(id)).findFirst();
  }
}
