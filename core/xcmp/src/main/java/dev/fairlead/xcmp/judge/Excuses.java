package dev.fairlead.xcmp.judge;

import dev.fairlead.xcmp.channel.ParaId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Relay blocks that count on nobody's clock (AM16): the relay chain stalled, or a thread had no
 * core. That no block of a para was included is no excuse, since withholding causes just that. The
 * newest 4,096 blocks are kept per cause. One owner thread.
 */
final class Excuses {
  private static final int BLOCKS_MAX = 4_096;

  private final NavigableSet<Long> stalled = new TreeSet<>();
  private final Map<ParaId, NavigableSet<Long>> withoutCore = new HashMap<>();

  void relayStalled(long block) {
    add(stalled, block);
  }

  void withoutCore(ParaId thread, long block) {
    add(withoutCore.computeIfAbsent(thread, t -> new TreeSet<>()), block);
  }

  /** Blocks after {@code from} up to {@code to} that do count for this para. */
  long counted(ParaId para, long from, long to) {
    if (to <= from) {
      return 0;
    }
    NavigableSet<Long> global = stalled.subSet(from, false, to, true);
    NavigableSet<Long> own =
        withoutCore.getOrDefault(para, new TreeSet<>()).subSet(from, false, to, true);
    long both = own.stream().filter(global::contains).count();
    return to - from - global.size() - own.size() + both;
  }

  private static void add(NavigableSet<Long> blocks, long block) {
    blocks.add(block);
    if (blocks.size() > BLOCKS_MAX) {
      blocks.pollFirst();
    }
  }
}
