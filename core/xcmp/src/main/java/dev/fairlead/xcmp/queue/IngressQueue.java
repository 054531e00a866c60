package dev.fairlead.xcmp.queue;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The entries that wait for one recipient, in the one order that everybody computes (O1 to O4), and
 * the rules of its watermark. Immutable; an entry is named by its position.
 */
public final class IngressQueue {
  private final QueueOrder order;
  private final List<Watermark> entries;

  private IngressQueue(QueueOrder order, List<Watermark> entries) {
    this.order = order;
    this.entries = entries;
  }

  /** Sorts entries; the same one twice is a caller's bug. */
  public static IngressQueue of(QueueOrder order, Collection<Watermark> entries) {
    return new IngressQueue(order, Collections.unmodifiableList(QueueSorter.sort(order, entries)));
  }

  /** All entries in queue order. */
  public List<Watermark> entries() {
    return entries;
  }

  /** The entries strictly after one position and up to and including another. */
  public List<Watermark> between(Watermark after, Watermark upTo) {
    int from = indexAfter(after);
    return List.copyOf(entries.subList(from, Math.max(from, indexAfter(upTo))));
  }

  /** The first entry after a position. */
  public Optional<Watermark> firstAfter(Watermark position) {
    int index = indexAfter(position);
    return index < entries.size() ? Optional.of(entries.get(index)) : Optional.empty();
  }

  /**
   * Judges an advance of the watermark (W1 to W4). Entries enacted after the relay parent must not
   * be in the queue.
   *
   * @return the rule that is broken, or empty if the advance may be
   */
  public Optional<WatermarkRule> judge(Watermark last, Watermark next, long relayParent) {
    if (next.block() > relayParent) {
      return Optional.of(WatermarkRule.W1);
    }
    if (order.isAfter(last, next)) {
      return Optional.of(WatermarkRule.W2);
    }
    Optional<Watermark> pending = firstAfter(last);
    if (pending.isPresent() && order.isAfter(pending.get(), next)) {
      return Optional.of(WatermarkRule.W3);
    }
    boolean isEnd = next.equals(Watermark.endOf(relayParent));
    boolean isUnchanged = next.equals(last) && pending.isEmpty();
    boolean isAllowed = isEnd || isUnchanged || contains(next);
    return isAllowed ? Optional.empty() : Optional.of(WatermarkRule.W4);
  }

  /** Whether an entry stands exactly at a position. */
  public boolean contains(Watermark position) {
    return Collections.binarySearch(entries, position, order) >= 0;
  }

  private int indexAfter(Watermark position) {
    int found = Collections.binarySearch(entries, position, order);
    return found >= 0 ? found + 1 : -found - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IngressQueue queue
        && order == queue.order
        && entries.equals(queue.entries);
  }

  @Override
  public int hashCode() {
    return Objects.hash(order, entries);
  }
}
