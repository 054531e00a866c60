package dev.fairlead.xcmp.queue;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.merkle.MerkleGeometry;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Root over the links that one block of a para has made, one leaf per recipient it sent to, in
 * ascending order of recipients; goes into the para's header (sections 3.1, AM13).
 */
public final class MessageRoot {
  private static final MerkleGeometry TREE = new MerkleGeometry(0x12);
  private static final int LEAF_TAG = 0x11;
  private static final int ROOT_TAG = 0x13;

  private MessageRoot() {}

  /**
   * Where a link stands in the tree of its block, and what leads from there to the root.
   *
   * @param leafIndex from 0
   * @param leafCount number of recipients of the block
   * @param siblings bottom-up
   */
  public record Proof(long leafIndex, long leafCount, List<Hash32> siblings) {
    /** Copies the list. */
    public Proof {
      siblings = List.copyOf(siblings);
    }

    /** Whether position and number of siblings fit each other. */
    public boolean fits() {
      return MerkleGeometry.fits(leafIndex, leafCount, siblings.size());
    }

    /** The root that a link at this position leads to; empty if the position does not fit. */
    public Optional<Hash32> climb(ParaId recipient, Hash32 link) {
      return TREE.climb(leaf(recipient, link), leafIndex, leafCount, siblings)
          .map(top -> seal(leafCount, top));
    }
  }

  /** Root over the new links by recipient; without any it is zero. */
  public static Hash32 of(SortedMap<ParaId, Hash32> links) {
    return links.isEmpty() ? Hash32.ZERO : seal(links.size(), TREE.top(leaves(links)));
  }

  /** The proof of one recipient's link, which must be among the links. */
  public static Proof prove(SortedMap<ParaId, Hash32> links, ParaId recipient) {
    if (!links.containsKey(recipient)) {
      throw new IllegalArgumentException("no link for recipient " + recipient);
    }
    int index = links.headMap(recipient).size();
    return new Proof(index, links.size(), TREE.siblings(leaves(links), index));
  }

  private static Hash32 leaf(ParaId recipient, Hash32 link) {
    return new Blake2b256()
        .updateByte(LEAF_TAG)
        .updateIntLittleEndian((int) recipient.value())
        .update(link)
        .digest();
  }

  private static Hash32 seal(long leafCount, Hash32 top) {
    return new Blake2b256()
        .updateByte(ROOT_TAG)
        .updateIntLittleEndian((int) leafCount)
        .update(top)
        .digest();
  }

  private static HashList leaves(SortedMap<ParaId, Hash32> links) {
    HashList.Builder leaves = new HashList.Builder(links.size());
    links.forEach((recipient, link) -> leaves.add(leaf(recipient, link)));
    return leaves.build();
  }
}
