package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.identity.ChainId;
import java.util.Set;

/** Which messages are ours to deliver; others are not even queued. */
public sealed interface RelayPolicy {
  /** Whether to deliver this message. */
  boolean accepts(PendingMessage message);

  /** Delivers everything. */
  record Everything() implements RelayPolicy {
    @Override
    public boolean accepts(PendingMessage message) {
      return true;
    }
  }

  /**
   * Delivers what passes each filter; an empty set lets everything pass.
   *
   * @param sources chains of origin
   * @param destinations chains to deliver to
   * @param targets accounts that are called
   */
  record Matching(Set<ChainId> sources, Set<ChainId> destinations, Set<Address20> targets)
      implements RelayPolicy {
    /** Copies the sets. */
    public Matching {
      sources = Set.copyOf(sources);
      destinations = Set.copyOf(destinations);
      targets = Set.copyOf(targets);
    }

    @Override
    public boolean accepts(PendingMessage message) {
      return passes(sources, message.source())
          && passes(destinations, message.destination())
          && passes(targets, message.sent().target());
    }

    private static <T> boolean passes(Set<T> wanted, T value) {
      return wanted.isEmpty() || wanted.contains(value);
    }
  }
}
