package dev.fairlead.xcmp.erasure;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.merkle.MerkleGeometry;
import java.util.ArrayList;
import java.util.List;

/**
 * Root over the chunks of a proof of validity, one leaf per validator; goes into the candidate
 * (AM18). Leaf {@code H(0x17 ‖ u32 index ‖ chunk)}, inner node {@code H(0x18 ‖ left ‖ right)}, root
 * {@code H(0x19 ‖ u32 count ‖ top)}.
 */
public final class ErasureTree {
  private static final int LEAF_TAG = 0x17;
  private static final MerkleGeometry TREE = new MerkleGeometry(0x18);
  private static final int ROOT_TAG = 0x19;

  private final List<Bytes> shards;
  private final List<List<Hash32>> levels;

  private ErasureTree(List<Bytes> shards, List<List<Hash32>> levels) {
    this.shards = shards;
    this.levels = levels;
  }

  /** The tree over what each validator keeps; there must be at least one. */
  public static ErasureTree of(List<Bytes> shards) {
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("a tree without chunks");
    }
    Blake2b256 hasher = new Blake2b256();
    List<Hash32> level = new ArrayList<>(shards.size());
    for (int i = 0; i < shards.size(); i++) {
      level.add(leaf(i, shards.get(i)));
    }
    List<List<Hash32>> levels = new ArrayList<>(List.of(level));
    while (level.size() > 1) {
      List<Hash32> above = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i < level.size(); i += 2) {
        above.add(
            i + 1 < level.size()
                ? TREE.inner(level.get(i), level.get(i + 1), hasher)
                : level.get(i));
      }
      levels.add(above);
      level = above;
    }
    return new ErasureTree(List.copyOf(shards), levels);
  }

  /** The candidate's erasure root. */
  public Hash32 root() {
    return seal(shards.size(), levels.getLast().getFirst());
  }

  /** The chunk of one validator with what leads to the root. */
  public Chunk chunk(int index) {
    List<Hash32> siblings = new ArrayList<>();
    int at = index;
    for (List<Hash32> level : levels) {
      if ((at ^ 1) < level.size()) {
        siblings.add(level.get(at ^ 1));
      }
      at >>= 1;
    }
    return new Chunk(index, shards.get(index), siblings);
  }

  /** Whether a chunk is the one of its validator under this root. */
  public static boolean leadsTo(Hash32 root, int validators, Chunk chunk) {
    return TREE.climb(
            leaf(chunk.index(), chunk.bytes()), chunk.index(), validators, chunk.siblings())
        .map(top -> seal(validators, top).equals(root))
        .orElse(false);
  }

  private static Hash32 leaf(long index, Bytes shard) {
    return new Blake2b256()
        .updateByte(LEAF_TAG)
        .updateIntLittleEndian((int) index)
        .update(shard.toByteArray())
        .digest();
  }

  private static Hash32 seal(int count, Hash32 top) {
    return new Blake2b256().updateByte(ROOT_TAG).updateIntLittleEndian(count).update(top).digest();
  }
}
