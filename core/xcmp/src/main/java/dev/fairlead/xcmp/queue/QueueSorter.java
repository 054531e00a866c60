package dev.fairlead.xcmp.queue;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Sorts queue entries; computes every sort key of a shuffled block once. */
final class QueueSorter {
  private QueueSorter() {}

  private record Keyed(Watermark entry, Hash32 key) {}

  static List<Watermark> sort(QueueOrder order, Collection<Watermark> entries) {
    return switch (order) {
      case BY_ID -> byId(entries);
      case SHUFFLE -> shuffled(entries);
    };
  }

  private static List<Watermark> byId(Collection<Watermark> entries) {
    Watermark[] sorted = entries.toArray(Watermark[]::new);
    Arrays.sort(sorted, QueueOrder.BY_ID);
    return new ArrayList<>(Arrays.asList(sorted));
  }

  private static List<Watermark> shuffled(Collection<Watermark> entries) {
    List<Keyed> keyed = new ArrayList<>(entries.size());
    for (Watermark entry : entries) {
      keyed.add(new Keyed(entry, QueueOrder.shuffleKey(entry.block(), entry.para())));
    }
    keyed.sort(QueueSorter::compare);
    List<Watermark> sorted = new ArrayList<>(keyed.size());
    keyed.forEach(one -> sorted.add(one.entry));
    return sorted;
  }

  private static int compare(Keyed left, Keyed right) {
    int byBlock = Long.compare(left.entry.block(), right.entry.block());
    if (byBlock != 0) {
      return byBlock;
    }
    boolean isByMark = isMark(left.entry) || isMark(right.entry);
    return isByMark
        ? left.entry.para().compareTo(right.entry.para())
        : left.key.compareTo(right.key);
  }

  private static boolean isMark(Watermark entry) {
    return QueueOrder.isMark(entry.para());
  }
}
