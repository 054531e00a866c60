package dev.fairlead.xcmp.channel;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.bytes.HashList;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.merkle.MerkleGeometry;
import java.util.List;
import java.util.Optional;

/** Root of one row of the channel state table: what the relay state holds per sender. */
public final class RowRoot {
  static final MerkleGeometry TREE = new MerkleGeometry(0x15);
  private static final int ROOT_TAG = 0x16;

  private RowRoot() {}

  /** Root over all slots in order; a row without slots has the zero root. */
  public static Hash32 of(ParaId sender, List<ChannelCell> slots) {
    return slots.isEmpty() ? Hash32.ZERO : seal(sender, slots.size(), TREE.top(leaves(slots)));
  }

  /** Siblings of one slot, bottom-up. */
  public static List<Hash32> prove(List<ChannelCell> slots, int slotIndex) {
    return TREE.siblings(leaves(slots), slotIndex);
  }

  /** The root that a cell at this position leads to; empty if the position does not fit. */
  public static Optional<Hash32> climb(
      ParaId sender, ChannelCell cell, long slotIndex, long slotCount, List<Hash32> siblings) {
    return TREE.climb(cell.leaf(slotIndex), slotIndex, slotCount, siblings)
        .map(top -> seal(sender, slotCount, top));
  }

  static Hash32 seal(ParaId sender, long slotCount, Hash32 top) {
    return new Blake2b256()
        .updateByte(ROOT_TAG)
        .updateIntLittleEndian((int) sender.value())
        .updateIntLittleEndian((int) slotCount)
        .update(top)
        .digest();
  }

  private static HashList leaves(List<ChannelCell> slots) {
    HashList.Builder leaves = new HashList.Builder(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      leaves.add(slots.get(i).leaf(i));
    }
    return leaves.build();
  }
}
