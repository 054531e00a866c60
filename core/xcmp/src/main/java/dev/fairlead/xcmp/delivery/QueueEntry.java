package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.CandidateCommitments;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.relaychain.WaitingEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An entry of a queue as one relay state has it. It is named by the block that enacted it; it is
 * kept under the hash of its candidate, so that forks which enact the same candidate share what is
 * kept.
 *
 * @param id by its block
 * @param key by its candidate, as a pipelined entry is named (AM15)
 * @param origin the candidate that sent it
 */
record QueueEntry(EntryId id, EntryId key, Enacted origin) {
  /** The entry of a channel that a block enacted; absent if it did not or has been forgotten. */
  static Optional<QueueEntry> of(RelayState state, ChannelId channel, long block) {
    return state.origin(channel, block).map(origin -> of(channel, origin));
  }

  private static QueueEntry of(ChannelId channel, Enacted origin) {
    return new QueueEntry(id(origin, channel), key(origin, channel), origin);
  }

  /** The entry that is kept under a key; absent if the state has not enacted its candidate. */
  static Optional<QueueEntry> of(RelayState state, EntryId key) {
    return state
        .enacted(key.blockHash())
        .flatMap(one -> of(state, key.channel(), one.block().number()))
        .filter(entry -> entry.key().equals(key));
  }

  /** As {@link #of(RelayState, EntryId)}, if the recipient has not acted on it. */
  static Optional<QueueEntry> waiting(RelayState state, EntryId key) {
    return of(state, key).filter(entry -> state.queue(key.recipient()).contains(entry.position()));
  }

  /** The entries that wait for a para, in queue order; those whose candidate is forgotten lack. */
  static List<QueueEntry> pending(RelayState state, ParaId recipient) {
    List<WaitingEntry> waiting = state.waiting(recipient);
    List<QueueEntry> entries = new ArrayList<>(waiting.size());
    waiting.forEach(one -> entries.add(of(one.channel(), one.origin())));
    return entries;
  }

  /** The entries that a candidate's enactment has added, one per recipient. */
  static List<QueueEntry> sentBy(RelayState state, Enacted origin) {
    ParaId sender = origin.origin().candidate().para();
    List<QueueEntry> entries = new ArrayList<>();
    for (ParaId recipient : state.egressIndex(sender)) {
      ChannelId channel = new ChannelId(sender, recipient);
      if (isSent(state, origin, channel)) {
        entries.add(of(channel, origin));
      }
    }
    return entries;
  }

  private static boolean isSent(RelayState state, Enacted one, ChannelId channel) {
    OptionalInt slot = state.slot(channel);
    return one.origin().candidate().para().equals(channel.sender())
        && slot.isPresent()
        && one.origin().candidate().commitments() instanceof CandidateCommitments.Seed(var header)
        && header.sent().isSet(slot.getAsInt());
  }

  private static EntryId id(Enacted origin, ChannelId channel) {
    return new EntryId(
        channel.sender(), channel.recipient(), origin.block().number(), origin.block().hash());
  }

  private static EntryId key(Enacted origin, ChannelId channel) {
    return new EntryId(channel.sender(), channel.recipient(), 0, origin.origin().hash());
  }

  Watermark position() {
    return id.position();
  }

  /** The group that backed the candidate; absent if its session has been forgotten. */
  Optional<Groups.Seat> backing(RelayState state) {
    return state
        .session(origin.session())
        .map(session -> new Groups.Seat(session, origin.origin().group()));
  }

  /** The members of the group that backed the candidate: the sending validators. */
  List<PeerId> backers(RelayState state) {
    return backing(state).map(Groups.Seat::members).orElse(List.of());
  }
}
