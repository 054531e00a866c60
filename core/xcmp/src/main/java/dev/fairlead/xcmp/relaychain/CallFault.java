package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;

/** Why a call has no effect: the first broken rule, in the order CH1 to CH10. */
public sealed interface CallFault {
  /** The rule that is broken. */
  default ChainRule rule() {
    return switch (this) {
      case NotTheCallers _ -> ChainRule.CH1;
      case UnknownPara _, NotAssignable _ -> ChainRule.CH2;
      case ToItself _ -> ChainRule.CH3;
      case ChannelExists _, StillRemembered _ -> ChainRule.CH4;
      case RequestExists _ -> ChainRule.CH5;
      case LimitsOutOfRange _ -> ChainRule.CH6;
      case TooManyEgress _ -> ChainRule.CH7;
      case NoRequest _, TooEarly _ -> ChainRule.CH8;
      case TooManyIngress _, IngressTooWide _ -> ChainRule.CH9;
      case CannotPay _, OtherLimits _ -> ChainRule.CH10;
      case NoChannel _, OtherPhase _ -> ChainRule.SE7;
      case OutOfRange _ -> ChainRule.AM9;
    };
  }

  /** Who calls is not registered (CH1); also a call that is not the caller's to make. */
  record NotTheCallers(ParaId origin) implements CallFault {}

  /** A para that is not registered (CH2). */
  record UnknownPara(ParaId para) implements CallFault {}

  /** Registered already, or a mark that is never assigned (AM7). */
  record NotAssignable(ParaId para) implements CallFault {}

  /** A channel to itself (CH3). */
  record ToItself(ParaId para) implements CallFault {}

  /** The channel exists (CH4). */
  record ChannelExists(ChannelId channel) implements CallFault {}

  /** The recipient may still remember the channel's former life (CH4, AM3). */
  record StillRemembered(ChannelId channel, long endedIn, long recipientRelayParent)
      implements CallFault {}

  /** The same was asked for already (CH5). */
  record RequestExists(ChannelId channel) implements CallFault {}

  /** A limit or the local delay is out of range (CH6). */
  record LimitsOutOfRange(
      ChannelLimits limits, ChannelLimits max, int localDelaySessions, int delaySessionsMin)
      implements CallFault {}

  /** As many outgoing channels and requests as there may be (CH7, CH11). */
  record TooManyEgress(ParaId para, int max) implements CallFault {}

  /** No unconfirmed request of that name (CH8). */
  record NoRequest(ChannelId channel) implements CallFault {}

  /** A request may be withdrawn only after some sessions (D4). */
  record TooEarly(ChannelId channel, int ageSessions, int sessionsMin) implements CallFault {}

  /** As many incoming channels and accepted requests as there may be (CH9, CH11). */
  record TooManyIngress(ParaId para, int max) implements CallFault {}

  /** More messages could wait for the recipient than it could prove (CH9, AM4). */
  record IngressTooWide(ParaId para, long count, long max) implements CallFault {}

  /** The deposit is not there (CH10, CH12). */
  record CannotPay(ParaId para, long needed, long free) implements CallFault {}

  /** The recipient repeats other limits than the sender proposed (CH10). */
  record OtherLimits(ChannelLimits proposed, ChannelLimits repeated) implements CallFault {}

  /** There is no channel that could be closed (SE7). */
  record NoChannel(ChannelId channel) implements CallFault {}

  /** It is closing already, or nobody has asked to close it (SE7). */
  record OtherPhase(ChannelId channel, Channel.Phase phase) implements CallFault {}

  /** A cutoff below 1 block, or more addresses than are kept (AM9). */
  record OutOfRange(ParaId para, long value, long max) implements CallFault {}
}
