package dev.fairlead.kernel.history;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The known blocks of one chain above a root, forks included. Holds links only, at most a given
 * number of them. Owned by one thread.
 */
public final class ForkTree {
  private final int blocksMax;
  private final Map<Hash32, BlockLink> blocks = new HashMap<>();
  private BlockLink root;

  /** A tree of only the root. */
  public ForkTree(BlockLink root, int blocksMax) {
    this.root = root;
    this.blocksMax = blocksMax;
    blocks.put(root.hash(), root);
  }

  /** What became of an insertion. */
  public enum Insertion {
    /** The block is in the tree now. */
    ADDED,
    /** The block was there before. */
    KNOWN,
    /** The parent is not in the tree. */
    ORPHAN,
    /** The number is not the parent's plus one. */
    NUMBER_MISMATCH,
    /** The tree holds as many blocks as it may. */
    FULL
  }

  /** Adds a block whose parent is known. */
  public Insertion insert(BlockLink block) {
    if (blocks.containsKey(block.hash())) {
      return Insertion.KNOWN;
    }
    BlockLink parent = blocks.get(block.parentHash());
    if (parent == null) {
      return Insertion.ORPHAN;
    }
    if (block.number() != parent.number() + 1) {
      return Insertion.NUMBER_MISMATCH;
    }
    if (blocks.size() >= blocksMax) {
      return Insertion.FULL;
    }
    blocks.put(block.hash(), block);
    return Insertion.ADDED;
  }

  /** The block below which nothing is known. */
  public BlockLink root() {
    return root;
  }

  /** Number of blocks, the root included. */
  public int size() {
    return blocks.size();
  }

  /** A known block. */
  public Optional<BlockLink> find(Hash32 hash) {
    return Optional.ofNullable(blocks.get(hash));
  }

  /** The highest block that both have below them or are; both must be known. */
  public BlockLink commonAncestor(Hash32 one, Hash32 other) {
    BlockLink left = known(one);
    BlockLink right = known(other);
    while (!left.hash().equals(right.hash())) {
      if (Long.compareUnsigned(left.number(), right.number()) >= 0) {
        left = parent(left);
      } else {
        right = parent(right);
      }
    }
    return left;
  }

  /** Whether the first block is the second or lies below it; both must be known. */
  public boolean isAtOrBelow(Hash32 ancestor, Hash32 descendant) {
    return commonAncestor(ancestor, descendant).hash().equals(ancestor);
  }

  /** The blocks after an ancestor up to a block, ascending; empty if they are the same. */
  public List<BlockRef> path(Hash32 ancestor, Hash32 block) {
    List<BlockRef> path = new ArrayList<>();
    for (BlockLink at = known(block); !at.hash().equals(ancestor); at = parent(at)) {
      path.add(at.ref());
    }
    Collections.reverse(path);
    return List.copyOf(path);
  }

  /** Makes a known block the root: everything that does not descend from it is forgotten. */
  public void prune(Hash32 newRoot) {
    root = known(newRoot);
    List<BlockLink> ascending = new ArrayList<>(blocks.values());
    ascending.sort((one, other) -> Long.compareUnsigned(one.number(), other.number()));
    Set<Hash32> kept = new HashSet<>();
    kept.add(newRoot);
    for (BlockLink block : ascending) {
      if (kept.contains(block.parentHash())) {
        kept.add(block.hash());
      }
    }
    blocks.keySet().retainAll(kept);
  }

  private BlockLink parent(BlockLink block) {
    return known(block.parentHash());
  }

  private BlockLink known(Hash32 hash) {
    BlockLink block = blocks.get(hash);
    if (block == null) {
      throw new IllegalArgumentException("no such block above root " + root.ref() + ": " + hash);
    }
    return block;
  }
}
