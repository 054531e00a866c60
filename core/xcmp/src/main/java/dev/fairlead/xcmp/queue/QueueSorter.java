package dev.fairlead.xcmp.queue;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts queue entries. An entry is one number, block above para, so that the numbers of a million
 * entries are sorted without an object each; a shuffled block is then put into its own order, for
 * which every sort key is computed once.
 */
final class QueueSorter {
  private static final Comparator<Keyed> SHUFFLED = Comparator.comparing(Keyed::key);
  private static final long PARA_MASK = 0xffff_ffffL;

  private QueueSorter() {}

  private record Keyed(Watermark entry, Hash32 key) {}

  /** The entries in their order; the same one twice is a caller's bug. */
  static List<Watermark> sort(QueueOrder order, Collection<Watermark> entries) {
    List<Watermark> sorted = byId(entries);
    return switch (order) {
      case BY_ID -> sorted;
      case SHUFFLE -> shuffled(sorted);
    };
  }

  private static List<Watermark> byId(Collection<Watermark> entries) {
    long[] numbers = new long[entries.size()];
    int count = 0;
    for (Watermark entry : entries) {
      // Numbers are sorted as signed, blocks and paras are not.
      numbers[count++] = ((entry.block() << 32) | entry.para().value()) ^ Long.MIN_VALUE;
    }
    Arrays.sort(numbers);
    List<Watermark> sorted = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long number = numbers[i] ^ Long.MIN_VALUE;
      Watermark entry = new Watermark(number >>> 32, new ParaId(number & PARA_MASK));
      if (i > 0 && numbers[i] == numbers[i - 1]) {
        throw new IllegalArgumentException("entry given twice: " + entry);
      }
      sorted.add(entry);
    }
    return sorted;
  }

  private static List<Watermark> shuffled(List<Watermark> byId) {
    List<Watermark> sorted = new ArrayList<>(byId.size());
    for (int from = 0; from < byId.size(); ) {
      int to = from + 1;
      while (to < byId.size() && byId.get(to).block() == byId.get(from).block()) {
        to++;
      }
      addShuffled(byId.subList(from, to), sorted);
      from = to;
    }
    return sorted;
  }

  /** Puts one block's entries into order; marks keep their places at both ends (AM7). */
  private static void addShuffled(List<Watermark> block, List<Watermark> target) {
    List<Keyed> keyed = new ArrayList<>(block.size());
    for (Watermark entry : block) {
      if (!QueueOrder.isMark(entry.para())) {
        keyed.add(new Keyed(entry, QueueOrder.shuffleKey(entry.block(), entry.para())));
      }
    }
    keyed.sort(SHUFFLED);
    if (block.getFirst().para().equals(ParaId.LOWEST)) {
      target.add(block.getFirst());
    }
    keyed.forEach(one -> target.add(one.entry));
    if (block.getLast().para().equals(ParaId.HIGHEST)) {
      target.add(block.getLast());
    }
  }
}
