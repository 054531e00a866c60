package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries calls out, or says which rule they break. */
final class ChannelCalls {
  private static final int CUTOFF_BLOCKS_MAX = 14_400;
  private static final int ADDRESSES_MAX = 16;
  private static final int ADDRESS_BYTES_MAX = 256;

  private ChannelCalls() {}

  static void carryOut(RelayDraft draft, RelayCall call) {
    Optional<CallFault> fault =
        switch (call) {
          case RelayCall.ByPara byPara -> byPara(draft, byPara);
          case RelayCall.ByRoot byRoot -> byRoot(draft, byRoot);
        };
    fault.ifPresent(found -> draft.emit(new RelayEvent.CallRefused(call, found)));
  }

  private static Optional<CallFault> byPara(RelayDraft draft, RelayCall.ByPara call) {
    if (draft.para(call.origin()).isEmpty()) { // CH1
      return Optional.of(new CallFault.NotTheCallers(call.origin()));
    }
    return switch (call) {
      case RelayCall.InitOpen open -> OpenCalls.init(draft, open);
      case RelayCall.AcceptOpen accept -> OpenCalls.accept(draft, accept);
      case RelayCall.CancelOpen cancel -> OpenCalls.cancel(draft, cancel);
      case RelayCall.Close close -> close(draft, close);
      case RelayCall.AcceptClose accept -> acceptClose(draft, accept);
      case RelayCall.SetCutoff cutoff -> setCutoff(draft, cutoff);
      case RelayCall.SetPeers peers -> setPeers(draft, peers);
    };
  }

  private static Optional<CallFault> byRoot(RelayDraft draft, RelayCall.ByRoot call) {
    return switch (call) {
      case RelayCall.Register register -> register(draft, register);
      case RelayCall.Offboard(ParaId para) -> offboard(draft, para);
      case RelayCall.Migrate(ParaId para, ParaKind kind) -> migrate(draft, para, kind);
      case RelayCall.ForceClose(ChannelId channel) -> forceClose(draft, channel);
    };
  }

  private static Optional<CallFault> close(RelayDraft draft, RelayCall.Close call) {
    ChannelId id = call.channel();
    boolean isSender = id.sender().equals(call.origin());
    if (!isSender && !id.recipient().equals(call.origin())) {
      return Optional.of(new CallFault.NotTheCallers(call.origin()));
    }
    Optional<Channel> channel = draft.channel(id);
    if (channel.isEmpty()) {
      return Optional.of(new CallFault.NoChannel(id));
    }
    if (!(channel.get().phase() instanceof Channel.Phase.Open)) {
      return Optional.of(new CallFault.OtherPhase(id, channel.get().phase()));
    }
    Channel.Phase closing = new Channel.Phase.Closing(isSender, draft.number(), 0);
    draft.setChannel(id, channel.get().withPhase(closing));
    draft.emit(new RelayEvent.CloseRequested(id, call.origin()));
    return Optional.empty();
  }

  private static Optional<CallFault> acceptClose(RelayDraft draft, RelayCall.AcceptClose call) {
    ChannelId id = call.channel();
    Optional<Channel> channel = draft.channel(id);
    if (channel.isEmpty()) {
      return Optional.of(new CallFault.NoChannel(id));
    }
    if (!(channel.get().phase() instanceof Channel.Phase.Closing closing)) {
      return Optional.of(new CallFault.OtherPhase(id, channel.get().phase()));
    }
    ParaId other = closing.bySender() ? id.recipient() : id.sender();
    if (!other.equals(call.origin())) {
      return Optional.of(new CallFault.NotTheCallers(call.origin()));
    }
    SessionChange.condemn(draft, id, channel.get());
    return Optional.empty();
  }

  private static Optional<CallFault> setCutoff(RelayDraft draft, RelayCall.SetCutoff call) {
    if (call.blocks() < 1 || call.blocks() > CUTOFF_BLOCKS_MAX) {
      return Optional.of(new CallFault.OutOfRange(call.origin(), call.blocks(), CUTOFF_BLOCKS_MAX));
    }
    ParaRecord para = draft.para(call.origin()).orElseThrow();
    draft.setPara(call.origin(), para.withCutoff(call.blocks()));
    draft.emit(new RelayEvent.CutoffSet(call.origin(), call.blocks()));
    return Optional.empty();
  }

  private static Optional<CallFault> setPeers(RelayDraft draft, RelayCall.SetPeers call) {
    if (call.addresses().size() > ADDRESSES_MAX) {
      return Optional.of(
          new CallFault.OutOfRange(call.origin(), call.addresses().size(), ADDRESSES_MAX));
    }
    int longest = call.addresses().stream().mapToInt(one -> one.size()).max().orElse(0);
    if (longest > ADDRESS_BYTES_MAX) {
      return Optional.of(new CallFault.OutOfRange(call.origin(), longest, ADDRESS_BYTES_MAX));
    }
    ParaRecord para = draft.para(call.origin()).orElseThrow();
    draft.setPara(call.origin(), para.withPeers(call.addresses()));
    draft.emit(new RelayEvent.PeersSet(call.origin(), call.addresses().size()));
    return Optional.empty();
  }

  private static Optional<CallFault> register(RelayDraft draft, RelayCall.Register call) {
    ParaId para = call.para();
    boolean isMark = para.equals(ParaId.LOWEST) || para.equals(ParaId.HIGHEST); // AM7
    if (isMark || draft.para(para).isPresent()) {
      return Optional.of(new CallFault.NotAssignable(para));
    }
    draft.setPara(para, ParaRecord.registered(call.kind(), call.genesisHead(), call.balance()));
    draft.emit(new RelayEvent.ParaRegistered(para, call.kind()));
    return Optional.empty();
  }

  private static Optional<CallFault> offboard(RelayDraft draft, ParaId para) {
    if (draft.para(para).isEmpty()) {
      return Optional.of(new CallFault.UnknownPara(para));
    }
    if (!draft.tables.offboarding.contains(para)) {
      List<ParaId> more = new ArrayList<>(draft.tables.offboarding);
      more.add(para);
      draft.tables.offboarding = List.copyOf(more);
    }
    draft.emit(new RelayEvent.OffboardRequested(para));
    return Optional.empty();
  }

  private static Optional<CallFault> migrate(RelayDraft draft, ParaId para, ParaKind kind) {
    Optional<ParaRecord> found = draft.para(para);
    if (found.isEmpty()) {
      return Optional.of(new CallFault.UnknownPara(para));
    }
    draft.setPara(para, found.get().withKind(kind));
    draft.emit(new RelayEvent.ParaMigrated(para, kind));
    return Optional.empty();
  }

  private static Optional<CallFault> forceClose(RelayDraft draft, ChannelId id) {
    Optional<Channel> channel = draft.channel(id);
    if (channel.isEmpty()) {
      return Optional.of(new CallFault.NoChannel(id));
    }
    draft.setChannel(id, channel.get().withPhase(new Channel.Phase.Forced()));
    draft.emit(new RelayEvent.ChannelForced(id));
    return Optional.empty();
  }
}
