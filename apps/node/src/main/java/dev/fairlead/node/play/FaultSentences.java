package dev.fairlead.node.play;

import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.queue.WatermarkRule;
import dev.fairlead.xcmp.relaychain.CallFault;
import dev.fairlead.xcmp.relaychain.CandidateFault;
import dev.fairlead.xcmp.relaychain.Channel;
import dev.fairlead.xcmp.relaychain.PostFault;

/** Why the relay chain refuses something, as a sentence with the expected and the actual value. */
final class FaultSentences {
  private FaultSentences() {}

  static String of(CandidateFault fault, Names names) {
    return switch (fault) {
      case CandidateFault.UnknownPara unknown -> "para " + unknown.para() + " is not registered";
      case CandidateFault.OtherSession other ->
          "session " + other.expected() + " expected, got " + other.actual();
      case CandidateFault.OtherAcceptance other ->
          "this relay chain takes " + EventSentences.word(other.expected()) + " messages only";
      case CandidateFault.OtherParentHead other ->
          "the newest block of its para is %s, it is built on %s"
              .formatted(names.name(other.expected()), names.name(other.actual()));
      case CandidateFault.TooManyInFlight many ->
          "its para has " + many.max() + " candidates in flight, the most allowed";
      case CandidateFault.RelayParentBackwards back ->
          "its relay parent goes backwards, from %d to %d".formatted(back.last(), back.actual());
      case CandidateFault.TooFewSigners few ->
          "%d members of group %d expected to sign, got %d"
              .formatted(few.expected(), few.group(), few.actual());
      case CandidateFault.WatermarkRefused refused ->
          "watermark from %s to %s: %s"
              .formatted(
                  Names.position(refused.last()),
                  Names.position(refused.next()),
                  watermark(refused.broken()));
      case CandidateFault.RelayParentNotAllowed not ->
          names.name(not.hash()) + " is not among the newest blocks of this session and fork";
      case CandidateFault.OtherRelayState other ->
          "relay parent %d has storage root %s, it states %d and %s"
              .formatted(
                  other.expected().ref().number(),
                  Names.shortened(other.expected().storageRoot()),
                  other.number(),
                  Names.shortened(other.storageRoot()));
      case CandidateFault.TooManyBits _,
          CandidateFault.DeadSlot _,
          CandidateFault.SealedChannel _,
          CandidateFault.RootAndBitsDisagree _,
          CandidateFault.MessageRefused _,
          CandidateFault.LinkAfterRelayParent _,
          CandidateFault.LinkInFlight _,
          CandidateFault.ChannelFull _ ->
          ofMessages(fault);
    };
  }

  private static String ofMessages(CandidateFault fault) {
    return switch (fault) {
      case CandidateFault.TooManyBits many ->
          "the row has %d slots, got %d bits".formatted(many.slots(), many.bits());
      case CandidateFault.DeadSlot dead -> "slot " + dead.slot() + " holds no channel";
      case CandidateFault.SealedChannel closed ->
          "channel " + closed.channel() + " is sealed, it takes no more messages";
      case CandidateFault.RootAndBitsDisagree disagree ->
          "message root %s with %d bits set"
              .formatted(Names.shortened(disagree.messageRoot()), disagree.bitsSet());
      case CandidateFault.MessageRefused refused ->
          "message " + refused.index() + ": " + EventSentences.word(refused.fault());
      case CandidateFault.LinkAfterRelayParent late ->
          "the last message of %s was included in %d, after relay parent %d"
              .formatted(late.channel(), late.lastBlock(), late.relayParent());
      case CandidateFault.LinkInFlight link ->
          "a candidate in flight sends on " + link.channel() + " already";
      case CandidateFault.ChannelFull full ->
          "%s holds %d messages, the most allowed".formatted(full.channel(), full.countMax());
      default -> throw new IllegalStateException(fault.toString());
    };
  }

  private static String watermark(WatermarkRule rule) {
    return switch (rule) {
      case W1 -> "ahead of the relay parent";
      case W2 -> "backwards";
      case W3 -> "acknowledges nothing although something waits";
      case W4 -> "neither an entry of the queue nor the end of the relay parent";
    };
  }

  static String of(CallFault fault) {
    return switch (fault) {
      case CallFault.NotTheCallers not -> "this is not for " + not.origin() + " to call";
      case CallFault.UnknownPara unknown -> "para " + unknown.para() + " is not registered";
      case CallFault.NotAssignable not -> "id " + not.para() + " is taken or cannot be assigned";
      case CallFault.ToItself self -> "para " + self.para() + " cannot have a channel to itself";
      case CallFault.ChannelExists exists -> "channel " + exists.channel() + " exists";
      case CallFault.StillRemembered old ->
          "the last %s ended in %d, the recipient has seen the relay chain up to %d only"
              .formatted(old.channel(), old.endedIn(), old.recipientRelayParent());
      case CallFault.RequestExists exists -> exists.channel() + " is asked for already";
      case CallFault.LimitsOutOfRange out ->
          "limits %s, delay %d; at most %s, delay at least %d"
              .formatted(
                  limits(out.limits()),
                  out.localDelaySessions(),
                  limits(out.max()),
                  out.delaySessionsMin());
      case CallFault.TooManyEgress many ->
          "para %s has %d outgoing channels, the most allowed".formatted(many.para(), many.max());
      case CallFault.NoRequest no -> "nobody waits for consent to " + no.channel();
      case CallFault.TooEarly early ->
          "asked for %d sessions ago, at least %d expected"
              .formatted(early.ageSessions(), early.sessionsMin());
      case CallFault.TooManyIngress many ->
          "para %s has %d incoming channels, the most allowed".formatted(many.para(), many.max());
      case CallFault.IngressTooWide _,
          CallFault.CannotPay _,
          CallFault.OtherLimits _,
          CallFault.NoChannel _,
          CallFault.OtherPhase _,
          CallFault.OutOfRange _ ->
          ofAmounts(fault);
    };
  }

  private static String ofAmounts(CallFault fault) {
    return switch (fault) {
      case CallFault.IngressTooWide wide ->
          "%d messages could wait for para %s, at most %d allowed"
              .formatted(wide.count(), wide.para(), wide.max());
      case CallFault.CannotPay poor ->
          "para %s needs %d, has %d".formatted(poor.para(), poor.needed(), poor.free());
      case CallFault.OtherLimits other ->
          "limits %s proposed, %s repeated"
              .formatted(limits(other.proposed()), limits(other.repeated()));
      case CallFault.NoChannel no -> "there is no channel " + no.channel();
      case CallFault.OtherPhase other -> other.channel() + " is " + phase(other.phase());
      case CallFault.OutOfRange out ->
          "%d for para %s, at most %d allowed".formatted(out.value(), out.para(), out.max());
      default -> throw new IllegalStateException(fault.toString());
    };
  }

  static String of(PostFault fault) {
    return switch (fault) {
      case PostFault.NotStalled not ->
          "the recipient stands still for %d blocks, %d expected"
              .formatted(not.blocksWaited(), not.blocksMin());
      case PostFault.NotFirst not ->
          "the first entry that waits is " + not.first().map(Names::position).orElse("none");
      case PostFault.SecondPost() -> "the recipient has a post in this block";
      case PostFault.TooManyBytes many ->
          "%d bytes, the block has room for %d".formatted(many.bytes(), many.bytesLeft());
      case PostFault.NotProven() -> "its links do not lead from the body to the channel's cell";
      case PostFault.CannotPay poor -> "fee " + poor.fee() + ", account " + poor.funds();
      case PostFault.Duplicate(var entry) -> Names.position(entry) + " is posted already";
    };
  }

  static String limits(ChannelLimits limits) {
    return "count %d, bytes %d, message %d"
        .formatted(limits.countMax(), limits.totalBytesMax(), limits.messageBytesMax());
  }

  static String phase(Channel.Phase phase) {
    return switch (phase) {
      case Channel.Phase.Open() -> "open";
      case Channel.Phase.Closing(boolean bySender, long since, int age) ->
          "closing since %d at the %s's wish, %d sessions"
              .formatted(since, bySender ? "sender" : "recipient", age);
      case Channel.Phase.Condemned(long since, int left) ->
          "condemned since %d, %d sessions left".formatted(since, left);
      case Channel.Phase.Forced() -> "ending by force";
    };
  }
}
