package dev.fairlead.xcmp.channel;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.merkle.MerkleGeometry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * One row of the channel state table: the cells of a sender, by slot, in flat arrays, with the
 * nodes of their tree beside them. A slot never moves; an ended channel leaves a tombstone, and the
 * lowest tombstone is the next channel's slot. Asking for the root hashes again only what lies
 * above changed cells. Owned by one thread.
 *
 * <p>Memory per slot: 40 bytes for the cell, 64 for leaf and inner nodes.
 */
public final class ChannelRow {
  private static final int ROOM_MIN = 4;
  private static final int TOMBSTONE = (int) ParaId.HIGHEST.value();

  private final ParaId sender;
  private int[] recipients = new int[ROOM_MIN];
  private int[] lastBlocks = new int[ROOM_MIN];
  private HashColumn roots = new HashColumn(ROOM_MIN);
  private int slotCount;
  private int freeFrom; // no tombstone below
  private final BitSet dirty = new BitSet();
  private final List<HashColumn> levels = new ArrayList<>();
  private Hash32 root = Hash32.ZERO;

  /** A row without slots. */
  public ChannelRow(ParaId sender) {
    this.sender = sender;
  }

  private ChannelRow(ChannelRow source) {
    this.sender = source.sender;
    this.recipients = source.recipients.clone();
    this.lastBlocks = source.lastBlocks.clone();
    this.roots = source.roots.resized(source.roots.room());
    this.slotCount = source.slotCount;
    this.freeFrom = source.freeFrom;
    this.dirty.or(source.dirty);
    source.levels.forEach(level -> levels.add(level.resized(level.room())));
    this.root = source.root;
  }

  /** A row of its own with the same content, for another fork; costs memory like this one. */
  public ChannelRow copy() {
    return new ChannelRow(this);
  }

  /** The para whose outgoing channels these are. */
  public ParaId sender() {
    return sender;
  }

  /** Number of slots, tombstones included. */
  public int slotCount() {
    return slotCount;
  }

  /** The cell in a slot. */
  public ChannelCell cell(int slot) {
    Objects.checkIndex(slot, slotCount);
    ParaId recipient = new ParaId(Integer.toUnsignedLong(recipients[slot]));
    return new ChannelCell(recipient, roots.get(slot), Integer.toUnsignedLong(lastBlocks[slot]));
  }

  /** All cells in order of slots. */
  public List<ChannelCell> cells() {
    List<ChannelCell> cells = new ArrayList<>(slotCount);
    for (int slot = 0; slot < slotCount; slot++) {
      cells.add(cell(slot));
    }
    return cells;
  }

  /** Opens a channel in the lowest tombstone, or in a new slot; gives the slot (SE3). */
  public int open(ParaId recipient) {
    if (recipient.equals(ParaId.LOWEST) || recipient.equals(ParaId.HIGHEST)) {
      throw new IllegalArgumentException("no channel leads to the mark " + recipient);
    }
    int slot = freeFrom;
    while (slot < slotCount && recipients[slot] != TOMBSTONE) {
      slot++;
    }
    if (slot == slotCount) {
      grow();
    }
    freeFrom = slot + 1;
    write(slot, ChannelCell.fresh(recipient));
    return slot;
  }

  /** Leaves a tombstone in a slot (SE5). */
  public void close(int slot) {
    Objects.checkIndex(slot, slotCount);
    freeFrom = Math.min(freeFrom, slot);
    write(slot, ChannelCell.TOMBSTONE);
  }

  /** Records that a relay block enacted messages on a channel (E1); not on a tombstone. */
  public void enact(int slot, Hash32 messageRoot, long block) {
    Objects.checkIndex(slot, slotCount);
    if (recipients[slot] == TOMBSTONE) {
      throw new IllegalArgumentException("slot " + slot + " of " + sender + " is a tombstone");
    }
    if (block >>> 32 != 0) {
      throw new IllegalArgumentException("block number exceeds 32 bits: " + block);
    }
    roots.set(slot, messageRoot);
    lastBlocks[slot] = (int) block;
    dirty.set(slot);
  }

  /** The row root now. */
  public Hash32 root() {
    if (!dirty.isEmpty()) {
      rehash();
      root = RowRoot.seal(sender, slotCount, levels.getLast().get(0));
    }
    return root;
  }

  /** Siblings of a slot, bottom-up, under the root of now. */
  public List<Hash32> prove(int slot) {
    Objects.checkIndex(slot, slotCount);
    root();
    List<Hash32> siblings = new ArrayList<>();
    int size = slotCount;
    int at = slot;
    for (HashColumn level : levels) {
      if ((at ^ 1) < size) {
        siblings.add(level.get(at ^ 1));
      }
      at >>= 1;
      size = (size + 1) >> 1;
    }
    return List.copyOf(siblings);
  }

  private void write(int slot, ChannelCell cell) {
    recipients[slot] = (int) cell.recipient().value();
    roots.set(slot, cell.messageRoot());
    lastBlocks[slot] = (int) cell.lastBlock();
    dirty.set(slot);
  }

  private void grow() {
    if (slotCount == recipients.length) {
      recipients = Arrays.copyOf(recipients, slotCount * 2);
      lastBlocks = Arrays.copyOf(lastBlocks, slotCount * 2);
      roots = roots.resized(slotCount * 2);
    }
    slotCount++;
  }

  private void rehash() {
    Blake2b256 hasher = new Blake2b256();
    HashColumn level = level(0, slotCount);
    BitSet changed = new BitSet();
    for (int slot = dirty.nextSetBit(0); slot >= 0; slot = dirty.nextSetBit(slot + 1)) {
      long recipient = Integer.toUnsignedLong(recipients[slot]);
      long block = Integer.toUnsignedLong(lastBlocks[slot]);
      level.set(slot, ChannelCell.leaf(hasher, slot, recipient, roots.get(slot), block));
      changed.set(slot >> 1);
    }
    int depth = 0;
    for (int size = slotCount; size > 1; size = (size + 1) >> 1) {
      HashColumn above = level(++depth, (size + 1) >> 1);
      changed = rehashLevel(level, above, size, changed, hasher);
      level = above;
    }
    levels.subList(depth + 1, levels.size()).clear();
    dirty.clear();
  }

  private static BitSet rehashLevel(
      HashColumn level, HashColumn above, int size, BitSet changed, Blake2b256 hasher) {
    MerkleGeometry tree = RowRoot.TREE;
    BitSet next = new BitSet();
    for (int at = changed.nextSetBit(0); at >= 0; at = changed.nextSetBit(at + 1)) {
      Hash32 left = level.get(2 * at);
      boolean isLone = 2 * at + 1 == size;
      above.set(at, isLone ? left : tree.inner(left, level.get(2 * at + 1), hasher));
      next.set(at >> 1);
    }
    return next;
  }

  private HashColumn level(int depth, int size) {
    if (depth == levels.size()) {
      levels.add(new HashColumn(size));
    } else if (levels.get(depth).room() < size) {
      levels.set(depth, levels.get(depth).resized(size + (size >> 1)));
    }
    return levels.get(depth);
  }
}
