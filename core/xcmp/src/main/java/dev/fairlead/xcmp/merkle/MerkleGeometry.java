package dev.fairlead.xcmp.merkle;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.crypto.Blake2b256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape of our binary trees: nodes are paired from the left, a lone last node of a level moves
 * up unchanged. Where a leaf meets a sibling follows from its index and the number of leaves alone,
 * so a proof is walked by that and never by how many siblings happen to be given.
 *
 * @param innerTag first byte of an inner node's preimage
 */
public record MerkleGeometry(int innerTag) {
  /** The hash at the top; there must be at least one leaf. */
  public Hash32 top(HashList leaves) {
    if (leaves.size() == 0) {
      throw new IllegalArgumentException("a tree without leaves has no top");
    }
    Blake2b256 hasher = new Blake2b256();
    HashList level = leaves;
    while (level.size() > 1) {
      level = above(level, hasher);
    }
    return level.get(0);
  }

  /** The siblings on the way from a leaf to the top, bottom-up. */
  public List<Hash32> siblings(HashList leaves, int index) {
    java.util.Objects.checkIndex(index, leaves.size());
    Blake2b256 hasher = new Blake2b256();
    List<Hash32> siblings = new ArrayList<>();
    HashList level = leaves;
    for (int at = index; level.size() > 1; at >>= 1) {
      if ((at ^ 1) < level.size()) {
        siblings.add(level.get(at ^ 1));
      }
      level = above(level, hasher);
    }
    return List.copyOf(siblings);
  }

  /** How many siblings a proof of this position has. */
  public static int siblingCount(long index, long count) {
    int siblings = 0;
    for (long at = index, size = count; size > 1; at >>= 1, size = (size + 1) >> 1) {
      siblings += (at ^ 1) < size ? 1 : 0;
    }
    return siblings;
  }

  /** Whether position and number of siblings fit each other. */
  public static boolean fits(long index, long count, int siblings) {
    return index >= 0 && index < count && siblings == siblingCount(index, count);
  }

  /** The top that a leaf at this position leads to; empty if the position does not fit. */
  public Optional<Hash32> climb(Hash32 leaf, long index, long count, List<Hash32> siblings) {
    if (!fits(index, count, siblings.size())) {
      return Optional.empty();
    }
    Blake2b256 hasher = new Blake2b256();
    Hash32 node = leaf;
    int next = 0;
    for (long at = index, size = count; size > 1; at >>= 1, size = (size + 1) >> 1) {
      if ((at ^ 1) < size) {
        Hash32 sibling = siblings.get(next++);
        node = (at & 1) == 0 ? inner(node, sibling, hasher) : inner(sibling, node, hasher);
      }
    }
    return Optional.of(node);
  }

  private HashList above(HashList level, Blake2b256 hasher) {
    HashList.Builder builder = new HashList.Builder((level.size() + 1) / 2);
    int at = 0;
    for (; at + 1 < level.size(); at += 2) {
      builder.add(inner(level.get(at), level.get(at + 1), hasher));
    }
    return at < level.size() ? builder.add(level.get(at)).build() : builder.build();
  }

  /** The node over two nodes; the hasher is reused. */
  public Hash32 inner(Hash32 left, Hash32 right, Blake2b256 hasher) {
    return hasher.updateByte(innerTag).update(left).update(right).digest();
  }
}
