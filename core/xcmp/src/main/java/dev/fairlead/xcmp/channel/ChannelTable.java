package dev.fairlead.xcmp.channel;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The channel state table: one row per sender. Knows which rows were written to since it was last
 * asked, so that only their roots are computed again (SE6, E2). Owned by one thread.
 */
public final class ChannelTable {
  private final SortedMap<ParaId, ChannelRow> rows = new TreeMap<>();
  private final Set<ParaId> touched = new HashSet<>();

  /** The row of a sender for reading; absent if it never had a channel. */
  public Optional<ChannelRow> row(ParaId sender) {
    return Optional.ofNullable(rows.get(sender));
  }

  /** The row of a sender for writing, made if need be; counts as touched. */
  public ChannelRow touch(ParaId sender) {
    touched.add(sender);
    return rows.computeIfAbsent(sender, ChannelRow::new);
  }

  /** The row root of a sender, zero if it never had a channel. */
  public Hash32 root(ParaId sender) {
    ChannelRow row = rows.get(sender);
    return row == null ? Hash32.ZERO : row.root();
  }

  /** Senders with a row, ascending. */
  public SortedSet<ParaId> senders() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(rows.keySet()));
  }

  /** New roots of the rows touched since the last call, ascending by sender. */
  public SortedMap<ParaId, Hash32> drainTouchedRoots() {
    SortedMap<ParaId, Hash32> roots = new TreeMap<>();
    for (ParaId sender : touched) {
      roots.put(sender, root(sender));
    }
    touched.clear();
    return roots;
  }
}
