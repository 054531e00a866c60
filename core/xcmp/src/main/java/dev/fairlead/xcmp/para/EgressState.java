package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.scale.ScaleReader;
import dev.fairlead.xcmp.scale.ScaleWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a para remembers of one outgoing channel: the links from the recipient's last proven
 * watermark on (P3), and always the newest, which the next one extends.
 *
 * @param channel which
 * @param links oldest first
 */
public record EgressState(ChannelId channel, List<SentMessage> links) {
  private static final int LINK_BYTES_MIN = 81;
  private static final int SIBLINGS_MAX = 32;

  /** Copies the list. */
  public EgressState {
    links = List.copyOf(links);
  }

  /** The newest link, absent before the first message. */
  public Optional<SentMessage> newest() {
    return links.isEmpty() ? Optional.empty() : Optional.of(links.getLast());
  }

  /**
   * The links that the recipient is not proven to have passed (P6).
   *
   * @param proven the recipient's watermark
   * @param newestBlock relay block that enacted the newest link
   */
  public List<SentMessage> pending(QueueOrder order, Watermark proven, long newestBlock) {
    List<SentMessage> pending = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      long block = i == links.size() - 1 ? newestBlock : links.get(i + 1).prevBlock();
      if (order.isAfter(new Watermark(block, channel.sender()), proven)) {
        pending.add(links.get(i));
      }
    }
    return List.copyOf(pending);
  }

  /** Forgets what the recipient is proven to have passed, but for the newest link (P5). */
  EgressState pruned(QueueOrder order, Watermark proven, long newestBlock) {
    List<SentMessage> kept = pending(order, proven, newestBlock);
    return new EgressState(
        channel, kept.isEmpty() && !links.isEmpty() ? List.of(links.getLast()) : kept);
  }

  EgressState with(SentMessage next) {
    List<SentMessage> more = new ArrayList<>(links);
    more.add(next);
    return new EgressState(channel, more);
  }

  Bytes encode() {
    return new ScaleWriter().writeList(links, EgressState::write).toBytes();
  }

  static EgressState decode(ChannelId channel, Bytes encoded) throws DecodingException {
    ScaleReader reader = ScaleReader.of(encoded);
    List<SentMessage> links =
        reader.readList(Integer.MAX_VALUE, LINK_BYTES_MIN, one -> read(channel, one));
    reader.demandEnd();
    return new EgressState(channel, links);
  }

  private static void write(ScaleWriter target, SentMessage one) {
    target
        .writeHash(one.prevLink())
        .writeU32(one.prevBlock())
        .writeHash(one.bodyHash())
        .writeU32(one.bodyBytes())
        .writeU32(one.proof().leafIndex())
        .writeU32(one.proof().leafCount())
        .writeList(one.proof().siblings(), ScaleWriter::writeHash);
  }

  private static SentMessage read(ChannelId channel, ScaleReader reader) throws DecodingException {
    return new SentMessage(
        channel,
        reader.readHash(),
        reader.readU32(),
        reader.readHash(),
        reader.readU32(),
        new MessageRoot.Proof(
            reader.readU32(),
            reader.readU32(),
            reader.readList(SIBLINGS_MAX, Hash32.SIZE, ScaleReader::readHash)));
  }
}
