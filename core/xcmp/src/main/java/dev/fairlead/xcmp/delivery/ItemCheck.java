package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.LinkRecord;
import dev.fairlead.xcmp.proof.Commitments;
import dev.fairlead.xcmp.queue.LinkCodec;
import dev.fairlead.xcmp.relaychain.Candidate;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.Channel;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether an item from a peer is what its sender committed to; asked before anything is stored (end
 * of section 5.11, AM15). Pure; costs a hash of the body and one per sibling. What is cheap is
 * judged first. Whether the recipient has acted on the entry already is not asked.
 */
public final class ItemCheck {
  private static final ItemVerdict GOOD = new ItemVerdict.Good();

  private ItemCheck() {}

  /**
   * Judges an item with its body.
   *
   * @param state after the anchor: the relay block on whose fork the peer places the item
   */
  public static ItemVerdict judge(RelayState state, Item item) {
    ItemVerdict verdict = judgeWithoutBody(state, item);
    if (!verdict.equals(GOOD)) {
      return verdict;
    }
    long actual = item.body().size();
    if (actual != item.link().bodyBytes()) {
      return new ItemVerdict.WrongLength(item.link().bodyBytes(), actual);
    }
    Hash32 hash = LinkCodec.bodyHash(item.body());
    return hash.equals(item.link().bodyHash())
        ? GOOD
        : new ItemVerdict.WrongBody(item.link().bodyHash(), hash);
  }

  /** Judges an item of which only link and proof were asked for. */
  public static ItemVerdict judgeWithoutBody(RelayState state, Item item) {
    EntryId entry = item.id();
    List<Candidate> there = candidates(state, entry);
    if (there.isEmpty() && !isKnown(state, entry)) {
      return new ItemVerdict.UnknownRelayBlock(entry);
    }
    Optional<Channel> channel = state.channel(entry.channel());
    Optional<Hash32> root = messageRoot(state, entry.channel(), there);
    if (channel.isEmpty() || root.isEmpty()) {
      return new ItemVerdict.NotSent(entry);
    }
    long bytesMax = channel.get().limits().messageBytesMax();
    long bytes = Math.max(item.link().bodyBytes(), item.body().size());
    return bytes > bytesMax
        ? new ItemVerdict.TooLong(bytesMax, bytes)
        : judgeLink(item, root.get());
  }

  private static ItemVerdict judgeLink(Item item, Hash32 root) {
    LinkRecord link = item.link();
    Hash32 computed = LinkCodec.SEED.link(link.prevLinkHash(), link.prevBlock(), link.bodyHash());
    if (!computed.equals(link.linkHash())) {
      return new ItemVerdict.WrongLink(computed, link.linkHash());
    }
    Optional<Hash32> climbed = item.headProof().climb(item.id().recipient(), computed);
    return climbed.equals(Optional.of(root)) ? GOOD : new ItemVerdict.WrongRoot(root, climbed);
  }

  /** What the relay block of the entry enacted; a pipelined entry names its candidate instead. */
  private static List<Candidate> candidates(RelayState state, EntryId entry) {
    if (entry.isPipelined()) {
      return state.inFlight(entry.sender()).stream()
          .filter(one -> one.hash().equals(entry.blockHash()))
          .map(one -> one.candidate())
          .toList();
    }
    return state.enactedIn(entry.block(), entry.sender()).stream()
        .filter(one -> one.block().hash().equals(entry.blockHash()))
        .map(Enacted::origin)
        .map(one -> one.candidate())
        .toList();
  }

  /** Whether the relay block of an enacted entry has enacted anything, by whomever it was sent. */
  private static boolean isKnown(RelayState state, EntryId entry) {
    return !entry.isPipelined()
        && state.enactedIn(entry.block()).stream()
            .anyMatch(one -> one.block().hash().equals(entry.blockHash()));
  }

  /** The root of the sender's block that has the channel's bit; by A7 there is at most one. */
  private static Optional<Hash32> messageRoot(
      RelayState state, ChannelId channel, List<Candidate> there) {
    OptionalInt slot = state.slot(channel);
    for (Candidate candidate : there) {
      if (candidate.para().equals(channel.sender())
          && slot.isPresent()
          && candidate.commitments() instanceof CandidateCommitments.Seed(Commitments header)
          && header.sent().isSet(slot.getAsInt())) {
        return Optional.of(header.messageRoot());
      }
    }
    return Optional.empty();
  }
}
