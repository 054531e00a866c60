package dev.fairlead.bench;

import dev.fairlead.xcmp.channel.ChannelTable;

/** Memory that a channel state table retains, roots and inner nodes included. */
final class ChannelMemory {
  private ChannelMemory() {}

  /** Bytes of heap per channel: used after a collection with the table, less without it. */
  static double bytesPerChannel(int rows, int slotsPerRow) {
    long before = usedBytes();
    ChannelTable table = ChannelTables.of(rows, slotsPerRow);
    long after = usedBytes();
    if (table.senders().size() != rows) {
      throw new IllegalStateException("the table has lost rows");
    }
    return (after - before) / ((double) rows * slotsPerRow);
  }

  /** What goes into the table of results. */
  static String report() {
    return "ChannelMemory, bytes per channel: 100 rows of 10,000: %.0f; 10,000 rows of 100: %.0f"
        .formatted(bytesPerChannel(100, 10_000), bytesPerChannel(10_000, 100));
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
