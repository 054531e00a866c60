package dev.fairlead.simulator.invariant;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one relay block and those before it on its fork did in each channel. Only what a block
 * changed is kept with it; the rest is looked up in the blocks before. Kept independently of relay
 * and para state, to be compared with them.
 */
final class ChannelLedger {
  private final Map<Hash32, Page> pages = new HashMap<>();

  /** What a block changed. */
  private static final class Page {
    final @Nullable Page before; // null: the first block
    final Map<Place, Sent> sent = new HashMap<>();
    final Map<ChannelId, Delivered> delivered = new HashMap<>();

    Page(@Nullable Page before) {
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

  /** The page of a fork's newest block. */
  static final class Branch {
    private final Page page;

    private Branch(Page page) {
      this.page = page;
    }

    void send(ChannelId channel, long block, Sent message) {
      page.sent.put(new Place(channel, block), message);
    }

    Optional<Sent> sent(ChannelId channel, long block) {
      Place place = new Place(channel, block);
      for (Page at = page; at != null; at = at.before) {
        Sent found = at.sent.get(place);
        if (found != null) {
          return Optional.of(found);
        }
      }
      return Optional.empty();
    }

    void deliver(ChannelId channel, Delivered newest) {
      page.delivered.put(channel, newest);
    }

    Delivered delivered(ChannelId channel) {
      for (Page at = page; at != null; at = at.before) {
        Delivered found = at.delivered.get(channel);
        if (found != null) {
          return found;
        }
      }
      return Delivered.NONE;
    }
  }

  /** Opens a block's page on that of its parent. */
  Branch open(Hash32 parent, Hash32 block) {
    Page page = new Page(pages.get(parent));
    pages.put(block, page);
    return new Branch(page);
  }
}
