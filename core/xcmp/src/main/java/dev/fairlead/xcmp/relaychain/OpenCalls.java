package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.Map;
import java.util.Optional;

/** Asking for a channel, consenting, withdrawing: CH1 to CH13. */
final class OpenCalls {
  private OpenCalls() {}

  static Optional<CallFault> init(RelayDraft draft, RelayCall.InitOpen call) {
    Optional<CallFault> fault =
        endsFault(draft, call)
            .or(() -> limitsFault(draft, call))
            .or(() -> egressFault(draft, call));
    if (fault.isPresent()) {
      return fault;
    }
    long deposit = draft.settings.channels().deposit();
    fault = reserve(draft, call.origin(), deposit);
    if (fault.isPresent()) {
      return fault;
    }
    ChannelId id = new ChannelId(call.origin(), call.recipient());
    OpenRequest request =
        new OpenRequest(call.limits(), call.localDelaySessions(), false, 0, deposit, 0);
    draft.tables.requests = draft.tables.requests.put(id, request);
    draft.emit(new RelayEvent.OpenRequested(id));
    return Optional.empty();
  }

  private static Optional<CallFault> endsFault(RelayDraft draft, RelayCall.InitOpen call) {
    ChannelId id = new ChannelId(call.origin(), call.recipient());
    Optional<ParaRecord> recipient = draft.para(call.recipient());
    if (recipient.isEmpty()) {
      return Optional.of(new CallFault.UnknownPara(call.recipient()));
    }
    if (call.origin().equals(call.recipient())) {
      return Optional.of(new CallFault.ToItself(call.origin()));
    }
    if (draft.channel(id).isPresent()) {
      return Optional.of(new CallFault.ChannelExists(id));
    }
    long relayParent = recipient.get().lastRelayParent();
    Optional<Long> endedIn = draft.tables.endedIn.get(id);
    if (endedIn.isPresent() && relayParent < endedIn.get()) { // AM3
      return Optional.of(new CallFault.StillRemembered(id, endedIn.get(), relayParent));
    }
    return draft.tables.requests.get(id).isPresent()
        ? Optional.of(new CallFault.RequestExists(id))
        : Optional.empty();
  }

  private static Optional<CallFault> limitsFault(RelayDraft draft, RelayCall.InitOpen call) {
    RelaySettings.Channels rules = draft.settings.channels();
    boolean isInRange =
        call.limits().isWithin(rules.limitsMax())
            && call.localDelaySessions() >= rules.closeDelaySessions();
    return isInRange
        ? Optional.empty()
        : Optional.of(
            new CallFault.LimitsOutOfRange(
                call.limits(),
                rules.limitsMax(),
                call.localDelaySessions(),
                rules.closeDelaySessions()));
  }

  private static Optional<CallFault> egressFault(RelayDraft draft, RelayCall.InitOpen call) {
    ParaId sender = call.origin();
    int channels = draft.tables.recipients(sender).size();
    for (Map.Entry<ChannelId, OpenRequest> request : draft.tables.requests) {
      channels += request.getKey().sender().equals(sender) ? 1 : 0;
    }
    int max = channelsMax(draft, sender);
    return channels < max
        ? Optional.empty()
        : Optional.of(new CallFault.TooManyEgress(sender, max));
  }

  static Optional<CallFault> accept(RelayDraft draft, RelayCall.AcceptOpen call) {
    ChannelId id = new ChannelId(call.sender(), call.origin());
    Optional<OpenRequest> request =
        draft.tables.requests.get(id).filter(found -> !found.isConfirmed());
    if (request.isEmpty()) {
      return Optional.of(new CallFault.NoRequest(id));
    }
    Optional<CallFault> fault = ingressFault(draft, call.origin(), request.get().limits());
    if (fault.isPresent()) {
      return fault;
    }
    if (!call.limits().equals(request.get().limits())) {
      return Optional.of(new CallFault.OtherLimits(request.get().limits(), call.limits()));
    }
    long deposit = draft.settings.channels().deposit();
    fault = reserve(draft, call.origin(), deposit);
    if (fault.isPresent()) {
      return fault;
    }
    draft.tables.requests = draft.tables.requests.put(id, request.get().confirmed(deposit));
    draft.emit(new RelayEvent.OpenAccepted(id));
    return Optional.empty();
  }

  private static Optional<CallFault> ingressFault(
      RelayDraft draft, ParaId recipient, ChannelLimits added) {
    int channels = draft.tables.senders(recipient).size();
    long count = added.countMax();
    for (ParaId sender : draft.tables.senders(recipient)) {
      count += draft.channel(new ChannelId(sender, recipient)).orElseThrow().limits().countMax();
    }
    for (Map.Entry<ChannelId, OpenRequest> request : draft.tables.requests) {
      if (request.getKey().recipient().equals(recipient) && request.getValue().isConfirmed()) {
        channels++;
        count += request.getValue().limits().countMax();
      }
    }
    int max = channelsMax(draft, recipient);
    if (channels >= max) {
      return Optional.of(new CallFault.TooManyIngress(recipient, max));
    }
    long countMax = draft.settings.channels().ingressCountMax();
    return count > countMax
        ? Optional.of(new CallFault.IngressTooWide(recipient, count, countMax))
        : Optional.empty();
  }

  static Optional<CallFault> cancel(RelayDraft draft, RelayCall.CancelOpen call) {
    ChannelId id = call.channel();
    if (!call.origin().equals(id.sender()) && !call.origin().equals(id.recipient())) {
      return Optional.of(new CallFault.NotTheCallers(call.origin()));
    }
    Optional<OpenRequest> request =
        draft.tables.requests.get(id).filter(found -> !found.isConfirmed());
    if (request.isEmpty()) {
      return Optional.of(new CallFault.NoRequest(id));
    }
    int sessionsMin = draft.settings.channels().cancelSessionsMin();
    if (request.get().ageSessions() < sessionsMin) {
      return Optional.of(new CallFault.TooEarly(id, request.get().ageSessions(), sessionsMin));
    }
    end(draft, id, request.get(), RelayEvent.OpenEnd.CANCELLED);
    return Optional.empty();
  }

  /** Ends a request without a channel and returns what was reserved for it. */
  static void end(RelayDraft draft, ChannelId id, OpenRequest request, RelayEvent.OpenEnd cause) {
    draft.tables.requests = draft.tables.requests.remove(id);
    giveBack(draft, id.sender(), request.senderDeposit());
    giveBack(draft, id.recipient(), request.recipientDeposit());
    draft.emit(new RelayEvent.OpenEnded(id, cause));
  }

  /** Returns a deposit; what belonged to a para that is gone is gone with it. */
  static void giveBack(RelayDraft draft, ParaId para, long amount) {
    draft.para(para).ifPresent(found -> draft.setPara(para, found.withReserved(-amount)));
  }

  private static Optional<CallFault> reserve(RelayDraft draft, ParaId para, long amount) {
    ParaRecord found = draft.para(para).orElseThrow();
    if (found.free() < amount) {
      return Optional.of(new CallFault.CannotPay(para, amount, found.free()));
    }
    draft.setPara(para, found.withReserved(amount));
    return Optional.empty();
  }

  private static int channelsMax(RelayDraft draft, ParaId para) {
    RelaySettings.Channels rules = draft.settings.channels();
    return switch (draft.para(para).orElseThrow().kind()) {
      case CHAIN -> rules.chainChannelsMax();
      case THREAD -> rules.threadChannelsMax();
    };
  }
}
