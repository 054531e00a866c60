package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.simulator.para.KnownBlock;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.para.SentMessage;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one relay block and those before it on its fork did in each channel. Only what a block
 * changed is kept with it; the rest is looked up in the blocks before. What is final is folded into
 * one page, of which only messages that still wait remain, so that memory is bounded by finality.
 * Kept independently of relay and para state, to be compared with them.
 */
final class ChannelLedger {
  private final Map<Hash32, Page> pages = new HashMap<>();
  private Hash32 newest = Hash32.ZERO;
  private List<Delivery> deliveries = List.of();

  /** What a block changed; the final page has everything. */
  private static final class Page {
    final long number;
    @Nullable Page before; // null: the first block, or all before is folded into this one
    final Map<Place, Sent> sent = new HashMap<>();
    final Set<Place> done = new HashSet<>();
    final Map<ChannelId, Delivered> delivered = new HashMap<>();

    Page(long number, @Nullable Page before) {
      this.number = number;
      this.before = before;
    }
  }

  private record Place(ChannelId channel, long block) {}

  /** A message as its sender's block has it. */
  record Sent(Hash32 link, Hash32 prevLink) {}

  /** The newest message that the recipient has acted on. */
  record Delivered(Hash32 link, long block) {
    static final Delivered NONE = new Delivered(Hash32.ZERO, 0);
  }

  /**
   * A recipient acts on an entry.
   *
   * @param entry its place in the queue
   * @param sent what was sent there on this fork
   * @param before what the recipient acted on last in this channel
   * @param isRepeated whether it acted on this very entry before
   */
  record Delivery(
      ChannelId channel,
      Watermark entry,
      Optional<Sent> sent,
      Delivered before,
      boolean isRepeated) {}

  /** What a relay block's para blocks acted on, in order; each block is read once. */
  List<Delivery> read(Fact fact) {
    if (!fact.hash().equals(newest)) {
      newest = fact.hash();
      deliveries = open(fact);
    }
    return deliveries;
  }

  private List<Delivery> open(Fact fact) {
    Page page = new Page(fact.block().state().number(), pages.get(fact.block().parent()));
    pages.put(fact.hash(), page);
    List<Delivery> read = new ArrayList<>();
    for (KnownBlock one : fact.enacted()) {
      for (Watermark entry : one.consumed()) {
        ChannelId channel = new ChannelId(entry.para(), one.candidate().para());
        read.add(deliver(page, channel, entry));
      }
    }
    for (KnownBlock one : fact.enacted()) {
      for (PovVerdict.Sent sent : one.outcome().sent()) {
        SentMessage message = sent.message();
        page.sent.put(
            new Place(message.channel(), page.number),
            new Sent(message.link(), message.prevLink()));
      }
    }
    return List.copyOf(read);
  }

  private static Delivery deliver(Page page, ChannelId channel, Watermark entry) {
    Place place = new Place(channel, entry.block());
    Optional<Sent> sent = sent(page, place);
    Delivered before = delivered(page, channel);
    boolean isLong = sent.isEmpty() && place.block() < before.block(); // since forgotten
    Delivery delivery = new Delivery(channel, entry, sent, before, isLong || isDone(page, place));
    sent.ifPresent(one -> {
      page.done.add(place);
      page.delivered.put(channel, new Delivered(one.link(), entry.block()));
    });
    return delivery;
  }

  /** The newest message that a channel's recipient has acted on, up to a block read before. */
  Delivered delivered(Hash32 block, ChannelId channel) {
    Page page = pages.get(block);
    return page == null ? Delivered.NONE : delivered(page, channel);
  }

  private static Optional<Sent> sent(Page page, Place place) {
    for (Page at = page; at != null; at = at.before) {
      Sent found = at.sent.get(place);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static Delivered delivered(Page page, ChannelId channel) {
    for (Page at = page; at != null; at = at.before) {
      Delivered found = at.delivered.get(channel);
      if (found != null) {
        return found;
      }
    }
    return Delivered.NONE;
  }

  private static boolean isDone(Page page, Place place) {
    for (Page at = page; at != null; at = at.before) {
      if (at.done.contains(place)) {
        return true;
      }
    }
    return false;
  }

  /** Folds everything up to a block into one page and forgets the forks beside it. */
  void finalized(BlockRef block) {
    Page last = pages.get(block.hash());
    if (last == null || last.before == null) {
      return;
    }
    for (Page at = last.before; at != null; at = at.before) {
      at.sent.forEach(last.sent::putIfAbsent);
      at.delivered.forEach(last.delivered::putIfAbsent);
      last.done.addAll(at.done);
    }
    last.before = null;
    // What is done is kept while a lagging copy of it could come: as its last place per channel.
    last.done.removeIf(place -> place.block() < delivered(last, place.channel()).block());
    last.sent.keySet().removeIf(place -> isBehind(last, place));
    pages.values().removeIf(one -> one.number < last.number);
  }

  private static boolean isBehind(Page page, Place place) {
    return place.block() < delivered(page, place.channel()).block();
  }

  /** Pages that are kept. */
  int size() {
    return pages.size();
  }
}
