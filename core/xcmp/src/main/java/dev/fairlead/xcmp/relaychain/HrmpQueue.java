package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.queue.LinkCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages that wait in one channel under HRMP, bodies included.
 *
 * @param waiting in order
 * @param totalBytes of all waiting bodies
 * @param head newest link ever, zero before the first message
 */
public record HrmpQueue(List<Stamped> waiting, long totalBytes, Hash32 head) {
  /** Before the first message. */
  public static final HrmpQueue EMPTY = new HrmpQueue(List.of(), 0, Hash32.ZERO);

  /** Copies the list. */
  public HrmpQueue {
    waiting = List.copyOf(waiting);
  }

  /**
   * A message with the block that enacted it.
   *
   * @param sentAt unsigned 32 bits
   * @param body what was sent
   */
  public record Stamped(long sentAt, Bytes body) {}

  HrmpQueue append(long block, Bytes body) {
    List<Stamped> more = new ArrayList<>(waiting);
    more.add(new Stamped(block, body));
    Hash32 link = LinkCodec.HRMP.link(head, block, LinkCodec.bodyHash(body));
    return new HrmpQueue(more, totalBytes + body.size(), link);
  }

  HrmpQueue dropUpTo(long block) {
    List<Stamped> kept = waiting.stream().filter(one -> one.sentAt() > block).toList();
    long bytes = kept.stream().mapToLong(one -> one.body().size()).sum();
    return new HrmpQueue(kept, bytes, head);
  }
}
