package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a para remembers of its ingress queue (RX1). Taken as given when a proof is checked (AM12).
 *
 * @param recipient the para
 * @param watermark last position acted on
 * @param channels by sender; a sender that is absent starts at {@link Channel#START}
 */
public record IngressState(
    ParaId recipient, Watermark watermark, SortedMap<ParaId, Channel> channels) {
  /** Copies the map. */
  public IngressState {
    channels = Collections.unmodifiableSortedMap(new TreeMap<>(channels));
  }

  /** The state of a para that has never received. */
  public static IngressState start(ParaId recipient) {
    return new IngressState(recipient, Watermark.START, new TreeMap<>(Map.of()));
  }

  /** What is remembered of one sender. */
  public Channel channel(ParaId sender) {
    return channels.getOrDefault(sender, Channel.START);
  }

  /**
   * The last consumed message of one channel.
   *
   * @param lastLink its link
   * @param lastBlock the relay block that enacted it, unsigned 32 bits
   */
  public record Channel(Hash32 lastLink, long lastBlock) {
    /** Before the first message. */
    public static final Channel START = new Channel(Hash32.ZERO, 0);
  }
}
