package dev.fairlead.bench;

import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ChannelTable;
import dev.fairlead.xcmp.channel.ParaId;

/** Channel state tables of a given shape: every sender has channels to the same recipients. */
final class ChannelTables {
  private static final int FIRST_PARA = 1_000;

  private ChannelTables() {}

  static ParaId sender(int index) {
    return new ParaId(FIRST_PARA + index);
  }

  static ChannelTable of(int rows, int slotsPerRow) {
    ChannelTable table = new ChannelTable();
    for (int row = 0; row < rows; row++) {
      ChannelRow channels = table.touch(sender(row));
      for (int slot = 0; slot < slotsPerRow; slot++) {
        channels.open(new ParaId(FIRST_PARA + slot));
        channels.enact(slot, Numbers.hash(row, slot), 1);
      }
    }
    table.drainTouchedRoots();
    return table;
  }

  /** Enacts one block that changes the first slots of the first rows, then hashes. */
  static int change(ChannelTable table, int rows, int slots, long block) {
    for (int row = 0; row < rows; row++) {
      ChannelRow channels = table.touch(sender(row));
      for (int slot = 0; slot < slots; slot++) {
        channels.enact(slot, Numbers.hash(row, block), block);
      }
    }
    return table.drainTouchedRoots().size();
  }
}
