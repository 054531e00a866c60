package dev.fairlead.kernel.history;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The branch that is followed among the known blocks of one chain, from the newest final block to
 * the head. Every move is answered by the changes that lead there, in order. Owned by one thread.
 */
public final class ChainHistory {
  private final ForkTree tree;
  private Hash32 head;

  /** Begins with one final block as head. */
  public ChainHistory(BlockLink finalized, int blocksMax) {
    this.tree = new ForkTree(finalized, blocksMax);
    this.head = finalized.hash();
  }

  /** Makes a block known; the head stays. */
  public ForkTree.Insertion learn(BlockLink block) {
    return tree.insert(block);
  }

  /** Moves the head to a known block. No changes if it is the head already. */
  public List<HistoryChange> follow(Hash32 newHead) {
    BlockLink fork = tree.commonAncestor(head, newHead);
    List<HistoryChange> changes = new ArrayList<>();
    List<BlockRef> undone = tree.path(fork.hash(), head);
    if (!undone.isEmpty()) {
      changes.add(new HistoryChange.Rewound(fork.ref(), undone));
    }
    List<BlockRef> added = tree.path(fork.hash(), newHead);
    if (!added.isEmpty()) {
      changes.add(new HistoryChange.Extended(added));
    }
    head = newHead;
    return List.copyOf(changes);
  }

  /**
   * Makes a known block final and forgets all branches beside it. If the head is on such a branch,
   * it moves to the final block.
   */
  public List<HistoryChange> finalizeAt(Hash32 block) {
    if (block.equals(tree.root().hash())) {
      return List.of();
    }
    List<HistoryChange> changes = new ArrayList<>();
    if (!tree.isAtOrBelow(block, head)) {
      changes.addAll(follow(block));
    }
    tree.prune(block);
    changes.add(new HistoryChange.Finalized(tree.root().ref()));
    return List.copyOf(changes);
  }

  /** The newest block of the followed branch. */
  public BlockLink head() {
    return tree.find(head).orElseThrow();
  }

  /** The newest final block. */
  public BlockLink finalized() {
    return tree.root();
  }

  /**
   * The block of the followed branch at a height; absent above the head and below the final one.
   */
  public Optional<BlockLink> at(long number) {
    BlockLink block = head();
    if (Long.compareUnsigned(number, block.number()) > 0
        || Long.compareUnsigned(number, tree.root().number()) < 0) {
      return Optional.empty();
    }
    while (block.number() != number) {
      block = tree.find(block.parentHash()).orElseThrow();
    }
    return Optional.of(block);
  }
}
