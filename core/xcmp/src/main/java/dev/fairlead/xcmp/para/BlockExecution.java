package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.proof.IngressState;
import dev.fairlead.xcmp.proof.XcmpEgress;
import dev.fairlead.xcmp.proof.XcmpIngress;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a para block does to the para's state, step by step; the same for who builds it and for who
 * checks it. Owned by one thread.
 */
final class BlockExecution {
  private final ParaStorage storage;
  private final ValidationFunction function;
  private final ParaSettings settings;

  BlockExecution(ParaStorage storage, ValidationFunction function, ParaSettings settings) {
    this.storage = storage;
    this.function = function;
    this.settings = settings;
  }

  /** Bodies go to the inbox in queue order, and the links before them are remembered (V13, RX3). */
  void receive(IngressState next, List<Watermark> consumed, XcmpIngress ingress)
      throws WitnessMissing {
    Map<ParaId, Integer> taken = new HashMap<>();
    Map<ParaId, ChannelProof> channels = new HashMap<>();
    ingress.channels().forEach(channel -> channels.put(channel.sender(), channel));
    ParaStorage.Inbox bounds = storage.inboxBounds();
    long number = bounds.next();
    for (Watermark entry : consumed) {
      int index = taken.merge(entry.para(), 1, Integer::sum) - 1;
      ChannelProof channel = channels.get(entry.para());
      if (channel != null) {
        Bytes body = channel.bodies().get(index);
        storage.setInboxEntry(number++, new ParaStorage.InboxEntry(entry.para(), body));
      }
    }
    if (number != bounds.next()) {
      storage.setInboxBounds(new ParaStorage.Inbox(bounds.first(), number, bounds.done()));
    }
    storage.setIngress(next);
  }

  /** Executes the inbox under its limit, then the transactions. */
  void run(List<Bytes> transactions) throws WitnessMissing {
    ParaStorage.Inbox bounds = storage.inboxBounds();
    long first = bounds.first();
    long done = bounds.done();
    int left = settings.messagesPerBlockMax();
    while (first < bounds.next() && left > 0) {
      ParaStorage.InboxEntry entry = storage.inboxEntry(first);
      List<Bytes> messages = messages(entry.body());
      int upTo = (int) Math.min(messages.size(), done + left);
      for (int i = (int) done; i < upTo; i++) {
        function.onMessage(storage, entry.sender(), messages.get(i));
      }
      left -= Math.max(1, upTo - (int) done);
      done = upTo;
      if (upTo == messages.size()) {
        storage.dropInboxEntry(first++);
        done = 0;
      }
    }
    if (first != bounds.first() || done != bounds.done()) {
      storage.setInboxBounds(new ParaStorage.Inbox(first, bounds.next(), done));
    }
    for (Bytes transaction : transactions) {
      function.onTransaction(storage, transaction);
    }
  }

  private static List<Bytes> messages(Bytes body) {
    try {
      return MessageBatch.decode(body);
    } catch (DecodingException e) {
      return List.of(); // acknowledged all the same: the sender's mistake, not the para's
    }
  }

  /** Takes batches from the fronts of outboxes (P1). */
  SortedMap<ParaId, Bytes> takeBatches(List<ParaBlock.Send> sends)
      throws WitnessMissing, PovRefused {
    SortedMap<ParaId, Bytes> bodies = new TreeMap<>();
    for (ParaBlock.Send send : sends) {
      List<Bytes> waiting = storage.outbox(send.recipient());
      boolean isAscending = bodies.isEmpty() || bodies.lastKey().compareTo(send.recipient()) < 0;
      if (!isAscending || send.count() < 1 || send.count() > waiting.size()) {
        throw new PovRefused(PovFault.Defect.SEND_NOT_IN_OUTBOX);
      }
      int count = (int) send.count();
      bodies.put(send.recipient(), MessageBatch.encode(waiting.subList(0, count)));
      storage.setOutbox(send.recipient(), waiting.subList(count, waiting.size()));
    }
    return bodies;
  }

  /** Remembers the new links and forgets what recipients have passed (P3, P5); P4 and P6 hold. */
  List<PovVerdict.Sent> remember(
      XcmpEgress egress, SortedMap<ParaId, Watermark> watermarks, RelayClaim claim)
      throws WitnessMissing, PovRefused {
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    List<Hash32> bodyHashes = new ArrayList<>();
    for (XcmpEgress.Sent one : egress.channels()) {
      Hash32 bodyHash = LinkCodec.bodyHash(one.body());
      bodyHashes.add(bodyHash);
      links.put(one.recipient(), LinkCodec.SEED.link(one.prevLink(), one.prevBlock(), bodyHash));
    }
    List<PovVerdict.Sent> sent = new ArrayList<>();
    for (int at = 0; at < bodyHashes.size(); at++) {
      XcmpEgress.Sent one = egress.channels().get(at);
      ParaId recipient = one.recipient();
      EgressState known = known(one);
      Watermark proven = watermarks.getOrDefault(recipient, Watermark.START);
      demandCapacity(known.pending(claim.order(), proven, one.lastBlock()), one, claim);
      SentMessage message =
          new SentMessage(
              new ChannelId(storage.self(), recipient),
              one.prevLink(),
              one.prevBlock(),
              bodyHashes.get(at),
              one.body().size(),
              MessageRoot.prove(links, recipient));
      storage.setEgress(known.pruned(claim.order(), proven, one.lastBlock()).with(message));
      sent.add(new PovVerdict.Sent(message, one.body()));
    }
    return sent;
  }

  /** What is remembered of a channel; nothing if it is a new one, also after an old one's end. */
  private EgressState known(XcmpEgress.Sent one) throws WitnessMissing, PovRefused {
    EgressState known = storage.egress(one.recipient());
    if (one.messageRoot().equals(Hash32.ZERO)) {
      return new EgressState(known.channel(), List.of());
    }
    boolean isIncluded =
        known.newest().filter(newest -> newest.link().equals(one.prevLink())).isPresent();
    if (!isIncluded) {
      throw new PovRefused(PovFault.Defect.PREVIOUS_LINK_IN_FLIGHT);
    }
    return known;
  }

  private static void demandCapacity(
      List<SentMessage> pending, XcmpEgress.Sent one, RelayClaim claim) throws PovRefused {
    ChannelLimits limits = claim.egress().get(one.recipient());
    long bytes = pending.stream().mapToLong(SentMessage::bodyBytes).sum() + one.body().size();
    boolean isWithin =
        limits != null
            && pending.size() + 1 <= limits.countMax()
            && bytes <= limits.totalBytesMax()
            && one.body().size() <= limits.messageBytesMax();
    if (!isWithin) {
      throw new PovRefused(PovFault.Defect.CAPACITY_EXCEEDED);
    }
  }
}
