package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;

/**
 * What a relay block did, in the order in which it did it. Notices to paras (downward messages) are
 * the events that name them.
 */
public sealed interface RelayEvent {
  /** A candidate is taken and in flight. */
  record CandidateBacked(Hash32 candidate, ParaId para, int group) implements RelayEvent {}

  /** A candidate is not taken; the block is good without it. */
  record CandidateRefused(Hash32 candidate, ParaId para, CandidateFault fault)
      implements RelayEvent {}

  /** A candidate is included: its messages are sent. */
  record CandidateEnacted(Hash32 candidate, ParaId para) implements RelayEvent {}

  /** A candidate in flight is dropped. */
  record CandidateDropped(Hash32 candidate, ParaId para, DropCause cause) implements RelayEvent {}

  /** An entry joins the queue of its recipient. */
  record EntryQueued(ChannelId channel, long block) implements RelayEvent {}

  /** A watermark moves; the entries that it passes are acknowledged, in queue order. */
  record WatermarkAdvanced(ParaId para, Watermark from, Watermark to, List<Watermark> acknowledged)
      implements RelayEvent {
    /** Copies the list. */
    public WatermarkAdvanced {
      acknowledged = List.copyOf(acknowledged);
    }
  }

  /** The recipient is told that a sender asks for a channel. */
  record OpenRequested(ChannelId channel) implements RelayEvent {}

  /** The sender is told that the recipient consents. */
  record OpenAccepted(ChannelId channel) implements RelayEvent {}

  /** A request ended without a channel; deposits are back. */
  record OpenEnded(ChannelId channel, OpenEnd cause) implements RelayEvent {}

  /** A channel exists. */
  record ChannelOpened(ChannelId channel, int slot) implements RelayEvent {}

  /** The other side is told that one asks to end the channel. */
  record CloseRequested(ChannelId channel, ParaId by) implements RelayEvent {}

  /** No more messages are taken; what waits may drain for so many sessions. */
  record ChannelCondemned(ChannelId channel, int sessionsLeft) implements RelayEvent {}

  /** Root ends the channel at the next session. */
  record ChannelForced(ChannelId channel) implements RelayEvent {}

  /** A channel is gone, deposits are back. The recipient is told which entries are lost. */
  record ChannelClosed(ChannelId channel, List<Watermark> lost) implements RelayEvent {
    /** Copies the list. */
    public ChannelClosed {
      lost = List.copyOf(lost);
    }
  }

  /** A call has no effect. */
  record CallRefused(RelayCall call, CallFault fault) implements RelayEvent {}

  /** A para is registered. */
  record ParaRegistered(ParaId para, ParaKind kind) implements RelayEvent {}

  /** A para leaves at the next session. */
  record OffboardRequested(ParaId para) implements RelayEvent {}

  /** A para is gone with all its channels. */
  record ParaOffboarded(ParaId para) implements RelayEvent {}

  /** A para is a chain or a thread from now on. */
  record ParaMigrated(ParaId para, ParaKind kind) implements RelayEvent {}

  /** A para has declared its cutoff. */
  record CutoffSet(ParaId para, int blocks) implements RelayEvent {}

  /** A para has named its full nodes. */
  record PeersSet(ParaId para, int addresses) implements RelayEvent {}

  /** A body is on the relay chain. */
  record BodyPosted(ParaId recipient, Watermark entry, long fee) implements RelayEvent {}

  /** A body is not taken. */
  record PostRefused(ParaId recipient, Watermark entry, PostFault fault) implements RelayEvent {}

  /** A posted body is no longer kept. */
  record PostDropped(ParaId recipient, Watermark entry, PostEnd cause) implements RelayEvent {}

  /** Votes against a candidate were counted. */
  record VotesCounted(Hash32 candidate, int votes, int needed) implements RelayEvent {}

  /** Votes name a candidate that is not included here, or no longer disputable. */
  record VotesIgnored(Hash32 candidate) implements RelayEvent {}

  /** A candidate is found invalid: the chain goes back to this block (AM6). */
  record DisputeLost(Hash32 candidate, BlockRef revertTo) implements RelayEvent {}

  /** A session begins with the next block. */
  record SessionBegan(long index, int validators, int groups) implements RelayEvent {}

  /** Why a candidate in flight is dropped. */
  enum DropCause {
    /** Its chunks were not signed for in time (AM5). */
    NOT_AVAILABLE,
    /** It stands on a candidate that was dropped (AM5). */
    ANCESTOR_DROPPED,
    /** The session changed (AM2). */
    SESSION_CHANGED
  }

  /** Why a request ended without a channel. */
  enum OpenEnd {
    /** Withdrawn. */
    CANCELLED,
    /** Not confirmed in time (SE2). */
    EXPIRED,
    /** One of the two paras is gone (SE1, SE3). */
    PARA_GONE
  }

  /** Why a posted body is dropped. */
  enum PostEnd {
    /** The watermark passed it (E5). */
    ACKNOWLEDGED,
    /** Its time is over (B5). */
    EXPIRED,
    /** Its channel ended (AM1). */
    CHANNEL_ENDED
  }
}
