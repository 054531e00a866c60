package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.queue.WatermarkRule;

/** Why the relay chain does not take a candidate: the first broken rule, A0 to A9 in order. */
public sealed interface CandidateFault {
  /** The rule that is broken. */
  default ChainRule rule() {
    return switch (this) {
      case UnknownPara _,
          OtherParentHead _,
          TooManyInFlight _,
          RelayParentBackwards _,
          TooFewSigners _ ->
          ChainRule.A0;
      case OtherSession _ -> ChainRule.AM2;
      case OtherAcceptance _, MessageRefused _ -> ChainRule.A6;
      case TooManyBits _ -> ChainRule.A1;
      case DeadSlot _, SealedChannel _ -> ChainRule.A2;
      case RootAndBitsDisagree _ -> ChainRule.A3;
      case RelayParentNotAllowed _, OtherRelayState _ -> ChainRule.A4;
      case WatermarkRefused(WatermarkRule broken, Watermark _, Watermark _) -> ChainRule.of(broken);
      case LinkAfterRelayParent _, LinkInFlight _ -> ChainRule.A7;
      case ChannelFull _ -> ChainRule.A9;
    };
  }

  /** Its para is not registered (A0). */
  record UnknownPara(ParaId para) implements CandidateFault {}

  /** It is made for another session (AM2). */
  record OtherSession(long expected, long actual) implements CandidateFault {}

  /** It commits to another kind of messages than this relay chain takes (A6). */
  record OtherAcceptance(Acceptance expected) implements CandidateFault {}

  /** It is not built on the newest block of its para (A0). */
  record OtherParentHead(Hash32 expected, Hash32 actual) implements CandidateFault {}

  /** Its para has as many candidates in flight as it may (A0). */
  record TooManyInFlight(int max) implements CandidateFault {}

  /** Its relay parent is older than that of the para block before (A0). */
  record RelayParentBackwards(long last, long actual) implements CandidateFault {}

  /** Too few members of its group signed it, counting nobody else (A0). */
  record TooFewSigners(int group, int expected, int actual) implements CandidateFault {}

  /** It has bits beyond the slots of its row (A1). */
  record TooManyBits(int slots, int bits) implements CandidateFault {}

  /** A bit points to a tombstone (A2). */
  record DeadSlot(int slot) implements CandidateFault {}

  /** A bit points to a channel that is closing (A2). */
  record SealedChannel(ChannelId channel) implements CandidateFault {}

  /** A message root without a bit, or a bit without a message root (A3). */
  record RootAndBitsDisagree(Hash32 messageRoot, int bitsSet) implements CandidateFault {}

  /** Its relay parent is not one of the newest blocks of this session and fork (A4). */
  record RelayParentNotAllowed(long number, Hash32 hash) implements CandidateFault {}

  /** It states another number or storage root of its relay parent (A4). */
  record OtherRelayState(RelayParent expected, long number, Hash32 storageRoot)
      implements CandidateFault {}

  /**
   * Its watermark breaks a rule (A5).
   *
   * @param broken which
   * @param last position before
   * @param next position claimed
   */
  record WatermarkRefused(WatermarkRule broken, Watermark last, Watermark next)
      implements CandidateFault {}

  /**
   * An HRMP message is refused (A6).
   *
   * @param fault what is wrong
   * @param index of the message in the candidate
   */
  record MessageRefused(HrmpFault fault, int index) implements CandidateFault {}

  /** The channel's last message was enacted after the relay parent (A7). */
  record LinkAfterRelayParent(ChannelId channel, long lastBlock, long relayParent)
      implements CandidateFault {}

  /** A candidate in flight sends on the same channel (A7). */
  record LinkInFlight(ChannelId channel) implements CandidateFault {}

  /** As many messages wait in the channel as may (A9). */
  record ChannelFull(ChannelId channel, long countMax) implements CandidateFault {}

  /** What can be wrong with a message under HRMP, in the order of the live relay chain's checks. */
  enum HrmpFault {
    /** More messages than a candidate may carry. */
    TOO_MANY,
    /** Recipients not strictly ascending. */
    NOT_SORTED,
    /** No channel to the recipient. */
    NO_SUCH_CHANNEL,
    /** The body exceeds the channel's limit for one message. */
    MESSAGE_TOO_BIG,
    /** The waiting bytes would exceed the channel's limit. */
    TOTAL_TOO_BIG,
    /** The waiting messages would exceed the channel's limit. */
    CAPACITY_EXCEEDED
  }
}
