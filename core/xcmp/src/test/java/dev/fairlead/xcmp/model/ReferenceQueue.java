package dev.fairlead.xcmp.model;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must hold, in the plainest form: rows are lists of cells, a queue is all messages ever sent
 * and still deliverable, sorted anew each time by a rule spelled out here. For one recipient.
 */
public final class ReferenceQueue {
  private record Message(long block, ParaId sender, Hash32 link) {}

  private final QueueOrder order;
  private final ParaId recipient;
  private final Map<ParaId, List<ChannelCell>> rows = new TreeMap<>();
  private final Map<ParaId, Map<ParaId, Hash32>> heads = new HashMap<>();
  private final List<Message> messages = new ArrayList<>();
  private final SortedMap<ParaId, IngressState.Channel> stored = new TreeMap<>();
  private Watermark watermark = Watermark.START;

  /** Nothing is open. */
  public ReferenceQueue(QueueOrder order, ParaId recipient) {
    this.order = order;
    this.recipient = recipient;
  }

  /** Opens a channel in the first tombstone or behind the last slot. */
  public void open(ParaId sender, ParaId to) {
    List<ChannelCell> row = rows.computeIfAbsent(sender, one -> new ArrayList<>());
    int free = row.indexOf(ChannelCell.TOMBSTONE);
    if (free < 0) {
      row.add(ChannelCell.fresh(to));
    } else {
      row.set(free, ChannelCell.fresh(to));
    }
    heads.computeIfAbsent(sender, one -> new HashMap<>()).put(to, Hash32.ZERO);
  }

  /** Ends a channel; what was not delivered is lost (AM1). */
  public void close(ParaId sender, ParaId to) {
    List<ChannelCell> row = rows.get(sender);
    row.set(slot(sender, to), ChannelCell.TOMBSTONE);
    heads.get(sender).remove(to);
    if (to.equals(recipient)) {
      messages.removeIf(message -> message.sender().equals(sender));
    }
  }

  /** Enacts a block. */
  public void send(long block, ParaId sender, Map<ParaId, Bytes> batches) {
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    batches.forEach((to, body) -> {
      long previous = rows.get(sender).get(slot(sender, to)).lastBlock();
      Hash32 head = heads.get(sender).get(to);
      links.put(to, NaiveTree.seedLink(NaiveTree.bodyHash(body), previous, head));
    });
    Hash32 root = NaiveTree.messageRoot(links);
    links.forEach((to, link) -> {
      rows.get(sender).set(slot(sender, to), new ChannelCell(to, root, block));
      heads.get(sender).put(to, link);
      if (to.equals(recipient)) {
        messages.add(new Message(block, sender, link));
      }
    });
  }

  /** The row root of a sender. */
  public Hash32 rowRoot(ParaId sender) {
    return NaiveTree.rowRoot(sender, rows.get(sender));
  }

  /** What waits, in queue order. */
  public List<Watermark> pending() {
    List<Watermark> pending = new ArrayList<>();
    for (Message message : messages) {
      Watermark position = new Watermark(message.block(), message.sender());
      if (isBefore(watermark, position)) {
        int at = 0;
        while (at < pending.size() && isBefore(pending.get(at), position)) {
          at++;
        }
        pending.add(at, position);
      }
    }
    return pending;
  }

  /** Whether a candidate on a relay parent may claim a watermark, by W1 to W4. */
  public boolean allows(Watermark next, long relayParent) {
    List<Watermark> pending = pending();
    if (next.block() > relayParent || isBefore(next, watermark)) {
      return false;
    }
    if (!pending.isEmpty() && isBefore(next, pending.getFirst())) {
      return false;
    }
    return pending.contains(next)
        || next.equals(new Watermark(relayParent, ParaId.HIGHEST))
        || (pending.isEmpty() && next.equals(watermark));
  }

  /** Acts up to a watermark; gives the entries acted on. */
  public List<Watermark> consume(Watermark next) {
    List<Watermark> consumed = new ArrayList<>();
    for (Watermark entry : pending()) {
      if (!isBefore(next, entry)) {
        consumed.add(entry);
        messages.stream()
            .filter(m -> m.block() == entry.block() && m.sender().equals(entry.para()))
            .forEach(m -> stored.put(m.sender(), new IngressState.Channel(m.link(), m.block())));
      }
    }
    Set<ParaId> open = new HashSet<>();
    heads.forEach((sender, channels) -> {
      if (channels.containsKey(recipient)) {
        open.add(sender);
      }
    });
    stored.keySet().retainAll(open);
    watermark = next;
    return consumed;
  }

  /** What the para remembers now. */
  public IngressState state() {
    return new IngressState(recipient, watermark, stored);
  }

  private boolean isBefore(Watermark left, Watermark right) {
    if (left.block() != right.block()) {
      return left.block() < right.block();
    }
    long a = left.para().value();
    long b = right.para().value();
    boolean isByNumber = order == QueueOrder.BY_ID || a == b || isMark(a) || isMark(b);
    return isByNumber ? a < b : key(left).compareTo(key(right)) < 0;
  }

  private static boolean isMark(long para) {
    return para == 0 || para == 0xffff_ffffL;
  }

  private static String key(Watermark entry) {
    byte[] tag = Bytes.literal("0x78636d702d6f726465722d7631").toByteArray();
    return NaiveTree.hash(tag, NaiveTree.u32(entry.block()), NaiveTree.u32(entry.para().value()))
        .toString();
  }

  private int slot(ParaId sender, ParaId to) {
    List<ChannelCell> row = rows.get(sender);
    for (int slot = 0; slot < row.size(); slot++) {
      if (row.get(slot).recipient().equals(to)) {
        return slot;
      }
    }
    throw new IllegalArgumentException("no channel " + sender + " to " + to);
  }
}
