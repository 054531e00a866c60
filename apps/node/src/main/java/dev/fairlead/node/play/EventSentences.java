package dev.fairlead.node.play;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.node.json.RecordJson;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.CallFault;
import dev.fairlead.xcmp.relaychain.CandidateFault;
import dev.fairlead.xcmp.relaychain.ParaKind;
import dev.fairlead.xcmp.relaychain.PostFault;
import dev.fairlead.xcmp.relaychain.RelayCall;
import dev.fairlead.xcmp.relaychain.RelayEvent;
import java.util.List;
import java.util.Locale;

/** What happened on the relay chain, as a sentence. */
final class EventSentences {
  private final Names names;

  EventSentences(Names names) {
    this.names = names;
  }

  /** The event as a fact of a block. */
  Fact fact(RelayEvent event) {
    return new Fact(sentence(event), RecordJson.event((Record) event));
  }

  private String sentence(RelayEvent event) {
    return switch (event) {
      case RelayEvent.CandidateBacked(Hash32 candidate, ParaId _, int group) ->
          names.name(candidate) + " backed by group " + group;
      case RelayEvent.CandidateRefused(Hash32 candidate, ParaId _, CandidateFault fault) ->
          names.name(candidate) + refused(fault.rule().name(), FaultSentences.of(fault, names));
      case RelayEvent.CandidateEnacted(Hash32 candidate, ParaId _) ->
          names.name(candidate) + " included";
      case RelayEvent.CandidateDropped(Hash32 candidate, ParaId _, RelayEvent.DropCause cause) ->
          names.name(candidate) + " dropped, " + cause(cause);
      case RelayEvent.EntryQueued(ChannelId channel, long block) ->
          position(new Watermark(block, channel.sender())) + " waits for " + channel.recipient();
      case RelayEvent.WatermarkAdvanced(
              ParaId para,
              Watermark from,
              Watermark to,
              List<Watermark> acknowledged) ->
          "watermark of %s from %s to %s, acknowledges %s"
              .formatted(para, position(from), position(to), Names.positions(acknowledged));
      case RelayEvent.VotesCounted(Hash32 candidate, int votes, int needed) ->
          "%s has %d votes against it of %d needed".formatted(names.name(candidate), votes, needed);
      case RelayEvent.VotesIgnored(Hash32 candidate) ->
          "votes against " + names.name(candidate) + " ignored, AM6: it is not included here";
      case RelayEvent.DisputeLost(Hash32 candidate, BlockRef revertTo) ->
          "%s is invalid, AM6: the chain goes back to %s"
              .formatted(names.name(candidate), names.name(revertTo.hash()));
      case RelayEvent.SessionBegan(long index, int validators, int groups) ->
          "session %d begins: %d validators, %d groups".formatted(index, validators, groups);
      case RelayEvent.CallRefused _,
          RelayEvent.ParaRegistered _,
          RelayEvent.OffboardRequested _,
          RelayEvent.ParaOffboarded _,
          RelayEvent.ParaMigrated _,
          RelayEvent.CutoffSet _,
          RelayEvent.PeersSet _,
          RelayEvent.BodyPosted _,
          RelayEvent.PostRefused _,
          RelayEvent.PostDropped _ ->
          ofParas(event);
      case RelayEvent.OpenRequested _,
          RelayEvent.OpenAccepted _,
          RelayEvent.OpenEnded _,
          RelayEvent.ChannelOpened _,
          RelayEvent.CloseRequested _,
          RelayEvent.ChannelCondemned _,
          RelayEvent.ChannelForced _,
          RelayEvent.ChannelClosed _ ->
          ofChannels(event);
    };
  }

  private static String ofParas(RelayEvent event) {
    return switch (event) {
      case RelayEvent.CallRefused(RelayCall call, CallFault fault) ->
          call(call) + refused(fault.rule().name(), FaultSentences.of(fault));
      case RelayEvent.ParaRegistered(ParaId para, ParaKind kind) ->
          "para " + para + " registered as " + word(kind);
      case RelayEvent.OffboardRequested(ParaId para) ->
          "para " + para + " leaves at the next session";
      case RelayEvent.ParaOffboarded(ParaId para) -> "para " + para + " is gone";
      case RelayEvent.ParaMigrated(ParaId para, ParaKind kind) ->
          "para " + para + " is a " + word(kind) + " from now on";
      case RelayEvent.CutoffSet(ParaId para, int blocks) ->
          "para " + para + " declares a cutoff of " + blocks + " blocks";
      case RelayEvent.PeersSet(ParaId para, int addresses) ->
          "para " + para + " names " + addresses + " full nodes";
      case RelayEvent.BodyPosted(ParaId recipient, Watermark entry, long fee) ->
          "body of %s posted for %s, fee %d".formatted(position(entry), recipient, fee);
      case RelayEvent.PostRefused(ParaId recipient, Watermark entry, PostFault fault) ->
          "post of "
              + position(entry)
              + " for "
              + recipient
              + refused(fault.rule().name(), FaultSentences.of(fault));
      case RelayEvent.PostDropped(ParaId recipient, Watermark entry, RelayEvent.PostEnd cause) ->
          "post of %s for %s dropped, %s".formatted(position(entry), recipient, cause(cause));
      default -> throw new IllegalStateException(event.toString());
    };
  }

  private static String ofChannels(RelayEvent event) {
    return switch (event) {
      case RelayEvent.OpenRequested(ChannelId channel) -> "channel " + channel + " asked for";
      case RelayEvent.OpenAccepted(ChannelId channel) -> "channel " + channel + " accepted";
      case RelayEvent.OpenEnded(ChannelId channel, RelayEvent.OpenEnd cause) ->
          "request for " + channel + " ended, " + cause(cause);
      case RelayEvent.ChannelOpened(ChannelId channel, int slot) ->
          "channel " + channel + " open in slot " + slot;
      case RelayEvent.CloseRequested(ChannelId channel, ParaId by) ->
          by + " asks to end channel " + channel;
      case RelayEvent.ChannelCondemned(ChannelId channel, int sessionsLeft) ->
          "channel %s condemned, sealed; what waits may drain for %d sessions"
              .formatted(channel, sessionsLeft);
      case RelayEvent.ChannelForced(ChannelId channel) ->
          "channel " + channel + " ends at the next session, by force";
      case RelayEvent.ChannelClosed(ChannelId channel, List<Watermark> lost) ->
          "channel " + channel + " gone, lost: " + Names.positions(lost);
      default -> throw new IllegalStateException(event.toString());
    };
  }

  private static String refused(String rule, String why) {
    return " refused, " + rule + ": " + why;
  }

  private static String cause(RelayEvent.DropCause cause) {
    return switch (cause) {
      case NOT_AVAILABLE -> "AM5: not available in time";
      case ANCESTOR_DROPPED -> "AM5: the block before it was dropped";
      case SESSION_CHANGED -> "AM2: the session changes";
    };
  }

  private static String cause(RelayEvent.OpenEnd cause) {
    return switch (cause) {
      case CANCELLED -> "cancelled";
      case EXPIRED -> "SE2: not confirmed in time";
      case PARA_GONE -> "SE1: a para is gone";
    };
  }

  private static String cause(RelayEvent.PostEnd cause) {
    return switch (cause) {
      case ACKNOWLEDGED -> "E5: acknowledged";
      case EXPIRED -> "B5: its time is over";
      case CHANNEL_ENDED -> "AM1: the channel has ended";
    };
  }

  private static String call(RelayCall call) {
    return switch (call) {
      case RelayCall.InitOpen open -> "open " + open.origin() + ">" + open.recipient();
      case RelayCall.AcceptOpen accept -> "accept " + accept.sender() + ">" + accept.origin();
      case RelayCall.CancelOpen cancel -> "cancel " + cancel.channel() + " by " + cancel.origin();
      case RelayCall.Close close -> "close " + close.channel() + " by " + close.origin();
      case RelayCall.AcceptClose accept ->
          "accept-close " + accept.channel() + " by " + accept.origin();
      case RelayCall.SetCutoff cutoff -> "cutoff of " + cutoff.origin();
      case RelayCall.SetPeers peers -> "peers of " + peers.origin();
      case RelayCall.Register register -> "para " + register.para();
      case RelayCall.Offboard offboard -> "offboard " + offboard.para();
      case RelayCall.Migrate migrate -> "migrate " + migrate.para();
      case RelayCall.ForceClose force -> "force-close " + force.channel();
    };
  }

  private static String position(Watermark position) {
    return Names.position(position);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
