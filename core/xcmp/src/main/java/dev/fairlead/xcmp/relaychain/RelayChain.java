package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.history.ChainHistory;
import dev.fairlead.kernel.history.ForkTree;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.machine.Invariants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The known blocks of the relay chain above the newest final one, each with its state. Every fork
 * has its own state; what forks have in common they share. The head is the highest block that no
 * lost dispute excludes; among equals the one that came first. Owned by one thread.
 */
public final class RelayChain {
  private final ChainHistory history;
  private final Map<Hash32, RelayState> states = new LinkedHashMap<>(); // in order of arrival
  private final Map<Hash32, Hash32> parents = new HashMap<>();
  private final Set<Hash32> excluded = new HashSet<>();

  /** Begins with one final block; holds at most so many blocks. */
  public RelayChain(RelayState finalized, int blocksMax) {
    this.history = new ChainHistory(link(finalized.ref(), Hash32.ZERO), blocksMax);
    states.put(finalized.ref().hash(), finalized);
  }

  /** What became of a block. */
  public sealed interface Import {
    /**
     * It has a state.
     *
     * @param outcome of the transition
     * @param changes of the followed branch
     */
    record Done(RelayTransition.Outcome outcome, List<HistoryChange> changes) implements Import {
      /** Copies the list. */
      public Done {
        changes = List.copyOf(changes);
      }
    }

    /** It is not taken. */
    record Refused(Refusal cause) implements Import {}
  }

  /** Why a block is not taken. */
  public enum Refusal {
    /** It is there already. */
    KNOWN,
    /** Its parent is not known, or below the final block. */
    ORPHAN,
    /** Its number is not its parent's plus one. */
    NUMBER_MISMATCH,
    /** It stands on a block that a lost dispute excludes (AM6). */
    EXCLUDED,
    /** No more blocks are held. */
    FULL
  }

  /** Applies a block to its parent's state and chooses the head again. */
  public Import add(RelayBlock block) {
    RelayState before = states.get(block.parent());
    if (before != null && excluded.contains(block.parent())) {
      return new Import.Refused(Refusal.EXCLUDED);
    }
    Optional<Refusal> refusal = refusal(history.learn(link(block.ref(), block.parent())));
    if (refusal.isPresent() || before == null) {
      return new Import.Refused(refusal.orElse(Refusal.ORPHAN));
    }
    RelayTransition.Outcome outcome = RelayTransition.apply(before, block);
    states.put(block.ref().hash(), outcome.state());
    parents.put(block.ref().hash(), block.parent());
    boolean isDisputeLost = false;
    for (RelayEvent event : outcome.events()) {
      if (event instanceof RelayEvent.DisputeLost(Hash32 _, BlockRef revertTo)) {
        exclude(block.ref().hash(), revertTo);
        isDisputeLost = true;
      }
    }
    boolean isHigher = block.ref().number() > head().number();
    List<HistoryChange> changes = isDisputeLost || isHigher ? history.follow(best()) : List.of();
    return new Import.Done(outcome, changes);
  }

  private static Optional<Refusal> refusal(ForkTree.Insertion insertion) {
    return switch (insertion) {
      case ADDED -> Optional.empty();
      case KNOWN -> Optional.of(Refusal.KNOWN);
      case ORPHAN -> Optional.of(Refusal.ORPHAN);
      case NUMBER_MISMATCH -> Optional.of(Refusal.NUMBER_MISMATCH);
      case FULL -> Optional.of(Refusal.FULL);
    };
  }

  /** Excludes the block after {@code revertTo} on the way to a block, and what stands on it. */
  private void exclude(Hash32 block, BlockRef revertTo) {
    Hash32 at = block;
    while (!revertTo.hash().equals(parents.get(at))) {
      Hash32 parent = parents.get(at);
      if (parent == null) {
        return; // enacted at or below the final block: too late
      }
      at = parent;
    }
    excluded.add(at);
    boolean isGrowing = true;
    while (isGrowing) {
      isGrowing = false;
      for (Map.Entry<Hash32, Hash32> entry : parents.entrySet()) {
        isGrowing |= excluded.contains(entry.getValue()) && excluded.add(entry.getKey());
      }
    }
  }

  private Hash32 best() {
    BlockRef best =
        excluded.contains(head().ref().hash()) ? history.finalized().ref() : head().ref();
    for (RelayState state : states.values()) {
      if (state.number() > best.number() && !excluded.contains(state.ref().hash())) {
        best = state.ref();
      }
    }
    return best.hash();
  }

  /** The state at the head. */
  public RelayState head() {
    return known(history.head().hash());
  }

  /** The state after the newest final block. */
  public RelayState finalized() {
    return known(history.finalized().hash());
  }

  /** The state after a known block. */
  public Optional<RelayState> state(Hash32 block) {
    return Optional.ofNullable(states.get(block));
  }

  /** The block of the followed branch at a height. */
  public Optional<BlockRef> at(long number) {
    return history.at(number).map(BlockLink::ref);
  }

  /** Whether a lost dispute excludes a known block. */
  public boolean isExcluded(Hash32 block) {
    return excluded.contains(block);
  }

  /**
   * Makes a known block final: states of blocks before it and beside it are dropped. An excluded
   * block is a caller's bug.
   */
  public List<HistoryChange> finalizeAt(Hash32 block) {
    if (excluded.contains(block)) {
      throw new IllegalArgumentException("block is excluded by a dispute: " + block);
    }
    List<HistoryChange> changes = history.finalizeAt(block);
    Set<Hash32> kept = new HashSet<>(Set.of(block));
    List<RelayState> ascending = new ArrayList<>(states.values());
    ascending.sort((one, other) -> Long.compare(one.number(), other.number()));
    for (RelayState state : ascending) {
      Hash32 parent = parents.get(state.ref().hash());
      if (parent != null && kept.contains(parent)) {
        kept.add(state.ref().hash());
      }
    }
    states.keySet().retainAll(kept);
    parents.keySet().retainAll(kept);
    parents.remove(block);
    excluded.retainAll(kept);
    List<HistoryChange> all = new ArrayList<>(changes);
    all.addAll(history.follow(best()));
    return List.copyOf(all);
  }

  private RelayState known(Hash32 block) {
    RelayState state = states.get(block);
    Invariants.require(state != null, () -> "no state of block " + block);
    return java.util.Objects.requireNonNull(state);
  }

  private static BlockLink link(BlockRef ref, Hash32 parent) {
    return new BlockLink(ref, parent, 0);
  }
}
