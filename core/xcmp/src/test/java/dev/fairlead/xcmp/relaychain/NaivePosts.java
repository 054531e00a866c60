package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.model.NaiveTree;
import dev.fairlead.xcmp.proof.ChannelProof;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Posts of bodies: B1 to B5. A post is right if it is the one that honest people would make. */
record NaivePosts(NaiveRelayChain chain) {
  void consider(List<BodyPost> posts) {
    Set<ParaId> done = new HashSet<>();
    long[] bytes = {0};
    for (BodyPost post : posts) {
      ParaId recipient = post.channel().recipient();
      String rule = judge(post, done, bytes[0]);
      if (rule.isEmpty()) {
        done.add(recipient);
        bytes[0] += post.body().size();
        chain.funds -= post.body().size() * chain.settings.backup().feePerByte();
        Watermark entry = new Watermark(post.block(), post.channel().sender());
        chain.posts.add(new NaiveRelayChain.Posted(recipient, entry, chain.ref.number()));
      } else {
        chain.story.add("post " + rule);
      }
    }
    chain.posts.removeIf(
        post -> chain.ref.number() - post.postedIn() >= chain.settings.backup().retentionBlocks());
  }

  private String judge(BodyPost post, Set<ParaId> done, long bytes) {
    RelaySettings.Backup rules = chain.settings.backup();
    ParaId recipient = post.channel().recipient();
    NaiveRelayChain.Para para = chain.paras.get(recipient);
    List<Watermark> pending = chain.pending(recipient);
    if (pending.isEmpty()) {
      return "B1";
    }
    long since = Math.max(para.lastAdvance, pending.getFirst().block());
    int blocks =
        para.kind == ParaKind.THREAD ? rules.threadStallBlocks() : rules.chainStallBlocks();
    if (chain.ref.number() - since < blocks) {
      return "B1";
    }
    Watermark entry = new Watermark(post.block(), post.channel().sender());
    if (!pending.getFirst().equals(entry)
        || done.contains(recipient)
        || bytes + post.body().size() > rules.postBytesMax()) {
      return "B2";
    }
    boolean isHonest = honest(post.channel(), post.block()).equals(Optional.of(post));
    if (!isHonest || !isCellHonest(post.channel())) {
      return "B3";
    }
    if (post.body().size() * rules.feePerByte() > chain.funds) {
      return "B4";
    }
    boolean isThere =
        chain.posts.stream()
            .anyMatch(one -> one.recipient().equals(recipient) && one.entry().equals(entry));
    return isThere ? "B5" : "";
  }

  /** The post that somebody who knows all messages would make. */
  Optional<BodyPost> honest(ChannelId id, long block) {
    NaiveRelayChain.Chan channel = chain.channels.get(id);
    if (channel == null) {
      return Optional.empty();
    }
    List<ChannelProof.LinkClaim> newer = new ArrayList<>();
    Optional<NaiveRelayChain.Message> found = Optional.empty();
    for (NaiveRelayChain.Message message : channel.messages) {
      if (found.isPresent()) {
        newer.add(
            new ChannelProof.LinkClaim(NaiveTree.bodyHash(message.body()), message.prevBlock()));
      } else if (message.block() == block) {
        found = Optional.of(message);
      }
    }
    return found.map(message ->
        new BodyPost(
            id,
            block,
            message.body(),
            message.prevLink(),
            message.prevBlock(),
            newer,
            headProof(id, channel.messages.getLast())));
  }

  /** Whether the newest candidate committed to the root of what it sent (A8 is not ours). */
  private boolean isCellHonest(ChannelId id) {
    NaiveRelayChain.Message newest = chain.channels.get(id).messages.getLast();
    Hash32 root = NaiveTree.messageRoot(outbox(id, newest).links());
    return chain.rows.get(id.sender()).get(chain.slot(id)).messageRoot().equals(root);
  }

  private MessageRoot.Proof headProof(ChannelId id, NaiveRelayChain.Message newest) {
    return MessageRoot.prove(outbox(id, newest).links(), id.recipient());
  }

  private NaiveRelayChain.Outbox outbox(ChannelId id, NaiveRelayChain.Message message) {
    for (NaiveRelayChain.Outbox outbox : chain.outboxes.values()) {
      if (message.link().equals(outbox.links().get(id.recipient()))) {
        return outbox;
      }
    }
    throw new IllegalStateException("nobody sent " + message);
  }
}
