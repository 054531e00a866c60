package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.IngressBuilder;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.queue.IngressQueue;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.queue.WatermarkRule;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a block takes in on a relay parent (RX2): all links, and bodies up to a cut.
 *
 * @param relay state of the relay parent
 * @param stored what the para remembers before the block
 * @param pool messages at hand
 * @param channels news by sender, oldest first; every sender of the ingress index is there
 * @param consumed entries up to the cut, in queue order
 * @param cut the new watermark
 */
record IngressPlan(
    RelayState relay,
    IngressState stored,
    MessagePool pool,
    SortedMap<ParaId, List<SentMessage>> channels,
    List<Watermark> consumed,
    Watermark cut) {
  static IngressPlan of(
      RelayState relay,
      IngressState stored,
      MessagePool pool,
      ParaSettings settings,
      Optional<Watermark> demanded)
      throws CollationRefused {
    SortedMap<ParaId, List<SentMessage>> channels = new TreeMap<>();
    SortedMap<Watermark, SentMessage> entries = new TreeMap<>(relay.settings().order());
    for (ParaId sender : relay.ingressIndex(stored.recipient())) {
      ChannelCell cell = cell(relay, sender, stored.recipient());
      List<SentMessage> news = news(sender, cell, stored.channel(sender), pool);
      channels.put(sender, news);
      for (int i = 0; i < news.size(); i++) {
        long block = i == news.size() - 1 ? cell.lastBlock() : news.get(i + 1).prevBlock();
        entries.put(new Watermark(block, sender), news.get(i));
      }
    }
    Watermark cut =
        demanded.isPresent()
            ? demandedCut(relay, stored, entries, pool, demanded.get())
            : farthestCut(stored, entries, pool, settings);
    QueueOrder order = relay.settings().order();
    List<Watermark> consumed =
        entries.keySet().stream().filter(entry -> !order.isAfter(entry, cut)).toList();
    return new IngressPlan(relay, stored, pool, channels, consumed, cut);
  }

  private static ChannelCell cell(RelayState relay, ParaId sender, ParaId recipient) {
    return relay.cell(new ChannelId(sender, recipient)).orElseThrow();
  }

  /** Links from the newest enacted one back to the last consumed one. */
  private static List<SentMessage> news(
      ParaId sender, ChannelCell cell, IngressState.Channel last, MessagePool pool)
      throws CollationRefused {
    if (cell.lastBlock() == 0 || cell.lastBlock() <= last.lastBlock()) {
      return List.of();
    }
    List<SentMessage> news = new ArrayList<>();
    Optional<SentMessage> found = pool.under(sender, cell.messageRoot());
    Hash32 wanted = cell.messageRoot();
    while (true) {
      if (found.isEmpty()) {
        throw new CollationRefused(new Collation.LinkMissing(sender, wanted));
      }
      news.add(found.get());
      wanted = found.get().prevLink();
      if (wanted.equals(last.lastLink())) {
        Collections.reverse(news);
        return List.copyOf(news);
      }
      found = pool.withLink(sender, wanted);
    }
  }

  private static Watermark farthestCut(
      IngressState stored,
      SortedMap<Watermark, SentMessage> entries,
      MessagePool pool,
      ParaSettings settings)
      throws CollationRefused {
    Watermark cut = stored.watermark();
    long bytes = 0;
    boolean isFirst = true;
    for (Map.Entry<Watermark, SentMessage> entry : entries.entrySet()) {
      Optional<Bytes> body = pool.body(entry.getValue().bodyHash());
      boolean isHeld = body.isPresent();
      bytes += body.map(Bytes::size).orElse(0); // no hash covers the size that the message claims
      if (isFirst && !isHeld) {
        throw new CollationRefused(new Collation.BodyMissing(entry.getKey())); // W3
      }
      if (!isFirst && (!isHeld || bytes > settings.ingressBytesMax())) {
        return cut; // RX4
      }
      cut = entry.getKey();
      isFirst = false;
    }
    return cut;
  }

  private static Watermark demandedCut(
      RelayState relay,
      IngressState stored,
      SortedMap<Watermark, SentMessage> entries,
      MessagePool pool,
      Watermark cut)
      throws CollationRefused {
    IngressQueue queue = IngressQueue.of(relay.settings().order(), entries.keySet());
    Optional<WatermarkRule> broken = queue.judge(stored.watermark(), cut, relay.number());
    if (broken.isPresent()) {
      throw new CollationRefused(new Collation.CutRefused(broken.get(), cut));
    }
    for (Map.Entry<Watermark, SentMessage> entry : entries.entrySet()) {
      boolean isHeld = pool.body(entry.getValue().bodyHash()).isPresent();
      if (!relay.settings().order().isAfter(entry.getKey(), cut) && !isHeld) {
        throw new CollationRefused(new Collation.BodyMissing(entry.getKey()));
      }
    }
    return cut;
  }

  /** The incoming part of the proof of validity. */
  XcmpIngress proof() {
    IngressBuilder builder =
        new IngressBuilder(stored.recipient(), relay.number(), relay.storage());
    for (Map.Entry<ParaId, List<SentMessage>> channel : channels.entrySet()) {
      ParaId sender = channel.getKey();
      int slot = relay.slot(new ChannelId(sender, stored.recipient())).orElseThrow();
      builder.channel(
          relay.row(sender).orElseThrow(), slot, news(channel.getValue(), consumedOf(sender)));
    }
    return builder.build();
  }

  private int consumedOf(ParaId sender) {
    return (int) consumed.stream().filter(entry -> entry.para().equals(sender)).count();
  }

  private IngressBuilder.News news(List<SentMessage> links, int consumedCount) {
    if (links.isEmpty()) {
      return IngressBuilder.News.NONE;
    }
    List<ChannelProof.LinkClaim> claims = new ArrayList<>();
    links.forEach(
        link -> claims.add(new ChannelProof.LinkClaim(link.bodyHash(), link.prevBlock())));
    List<Bytes> bodies = new ArrayList<>();
    for (SentMessage link : links.subList(0, consumedCount)) {
      bodies.add(pool.body(link.bodyHash()).orElseThrow());
    }
    return new IngressBuilder.News(Optional.of(links.getLast().proof()), claims, bodies);
  }

  /** What the para remembers after the block (V13). */
  IngressState next() {
    SortedMap<ParaId, IngressState.Channel> kept = new TreeMap<>();
    for (Map.Entry<ParaId, List<SentMessage>> channel : channels.entrySet()) {
      ParaId sender = channel.getKey();
      IngressState.Channel last = stored.channel(sender);
      int count = consumedOf(sender);
      if (count > 0) {
        SentMessage newest = channel.getValue().get(count - 1);
        Watermark position =
            consumed.stream().filter(entry -> entry.para().equals(sender)).toList().getLast();
        last = new IngressState.Channel(newest.link(), position.block());
      }
      if (!last.equals(IngressState.Channel.START)) {
        kept.put(sender, last);
      }
    }
    return new IngressState(stored.recipient(), cut, kept);
  }
}
