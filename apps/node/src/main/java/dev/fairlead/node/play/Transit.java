package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.para.MessagePool;
import dev.fairlead.xcmp.para.ParaStorage;
import dev.fairlead.xcmp.para.PovVerdict;
import dev.fairlead.xcmp.para.SentMessage;
import dev.fairlead.xcmp.para.TokenLedger;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.BodyPost;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.RelayTransition;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages between sending and acting on them: where they are, what they carry, what is lost. */
final class Transit {
  private final ParaPlay paras;
  private final Map<Hash32, List<PovVerdict.Sent>> byCandidate = new HashMap<>();
  private final Map<Hash32, Long> lost = new HashMap<>();

  Transit(ParaPlay paras) {
    this.paras = paras;
  }

  /** Remembers what a candidate sends. */
  void built(Hash32 candidate, List<PovVerdict.Sent> sent) {
    byCandidate.put(candidate, sent);
  }

  /** The message of an entry and those after it in its channel, newest first; empty if unknown. */
  private List<SentMessage> down(RelayState state, ChannelId channel, long block) {
    Optional<MessagePool> pool = paras.sentTo(channel.recipient());
    Optional<ChannelCell> cell = state.cell(channel);
    if (pool.isEmpty() || cell.isEmpty()) {
      return List.of();
    }
    List<SentMessage> path = new ArrayList<>();
    long at = cell.get().lastBlock();
    Optional<SentMessage> next = pool.get().under(channel.sender(), cell.get().messageRoot());
    while (next.isPresent()) {
      path.add(next.get());
      if (at == block) {
        return path;
      }
      at = next.get().prevBlock();
      next = pool.get().withLink(channel.sender(), next.get().prevLink());
    }
    return List.of();
  }

  /** A post of the body of an entry, or of another body in its place. */
  Optional<BodyPost> post(
      RelayState state, ChannelId channel, long block, Optional<Bytes> otherBody) {
    List<SentMessage> path = down(state, channel, block);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    SentMessage entry = path.getLast();
    List<ChannelProof.LinkClaim> newer = new ArrayList<>();
    for (SentMessage one : path.subList(0, path.size() - 1)) {
      newer.add(new ChannelProof.LinkClaim(one.bodyHash(), one.prevBlock()));
    }
    Collections.reverse(newer);
    return Optional.of(
        new BodyPost(
            channel,
            block,
            otherBody.orElseGet(() -> body(entry)),
            entry.prevLink(),
            entry.prevBlock(),
            newer,
            path.getFirst().proof()));
  }

  private Bytes body(SentMessage message) {
    return paras
        .sentTo(message.channel().recipient())
        .flatMap(pool -> pool.body(message.bodyHash()))
        .orElse(Bytes.EMPTY);
  }

  /** Counts what a block loses by ending channels. */
  void seen(RelayState before, RelayTransition.Outcome outcome) {
    long sum = lost.getOrDefault(before.ref().hash(), 0L);
    List<PovVerdict.Sent> sentHere = new ArrayList<>();
    for (RelayEvent event : outcome.events()) {
      if (event instanceof RelayEvent.CandidateEnacted(Hash32 candidate, ParaId _)) {
        sentHere.addAll(byCandidate.getOrDefault(candidate, List.of()));
      }
      if (event instanceof RelayEvent.ChannelClosed(ChannelId channel, List<Watermark> entries)) {
        for (Watermark entry : entries) {
          sum +=
              entry.block() == outcome.state().number()
                  ? carried(sentHere, channel)
                  : carried(before, channel, entry.block());
        }
      }
    }
    lost.put(outcome.state().ref().hash(), sum);
  }

  private static long carried(List<PovVerdict.Sent> sent, ChannelId channel) {
    return sent.stream()
        .filter(one -> one.message().channel().equals(channel))
        .mapToLong(one -> TokenLedger.carried(one.body()))
        .sum();
  }

  private long carried(RelayState state, ChannelId channel, long block) {
    List<SentMessage> path = down(state, channel, block);
    return path.isEmpty() ? 0 : TokenLedger.carried(body(path.getLast()));
  }

  /** Tokens lost on the way to a state. */
  long lost(RelayState state) {
    return lost.getOrDefault(state.ref().hash(), 0L);
  }

  /** Tokens in outboxes, queues and inboxes. */
  long inTransit(RelayState state) throws WitnessMissing {
    long sum = 0;
    for (ParaId para : paras.paras()) {
      for (Watermark entry : state.queue(para).entries()) {
        sum += carried(state, new ChannelId(entry.para(), para), entry.block());
      }
      Optional<ParaStorage> storage = paras.included(state, para);
      if (storage.isPresent()) {
        sum += waiting(storage.get());
      }
    }
    return sum;
  }

  private static long waiting(ParaStorage storage) throws WitnessMissing {
    long sum = 0;
    for (ParaId recipient : storage.recipients()) {
      sum += TokenLedger.carried(storage.outbox(recipient));
    }
    for (ParaStorage.InboxEntry entry : storage.inbox()) {
      sum += TokenLedger.carried(entry.body());
    }
    return sum;
  }

  /** Tokens in accounts. */
  long balances(RelayState state) throws WitnessMissing {
    long sum = 0;
    for (ParaId para : paras.paras()) {
      Optional<ParaStorage> storage = paras.included(state, para);
      if (storage.isPresent()) {
        sum += TokenLedger.total(storage.get());
      }
    }
    return sum;
  }
}
