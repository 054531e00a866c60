package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.List;
import java.util.Set;

/** What calls do; gives the rule that one breaks, in words, or nothing. */
record NaiveCalls(NaiveRelayChain chain) {
  String carryOut(RelayCall call) {
    if (call instanceof RelayCall.ByPara byPara && !chain.paras.containsKey(byPara.origin())) {
      return "CH1";
    }
    return switch (call) {
      case RelayCall.InitOpen open -> init(open);
      case RelayCall.AcceptOpen accept -> accept(accept);
      case RelayCall.CancelOpen cancel -> cancel(cancel);
      case RelayCall.Close close -> close(close);
      case RelayCall.AcceptClose accept -> acceptClose(accept);
      case RelayCall.SetCutoff(ParaId origin, int blocks) -> {
        if (blocks < 1 || blocks > 14_400) {
          yield "AM9";
        }
        chain.paras.get(origin).cutoff = blocks;
        yield "";
      }
      case RelayCall.SetPeers peers -> {
        if (peers.addresses().size() > 16) {
          yield "AM9";
        }
        chain.paras.get(peers.origin()).peers = peers.addresses();
        yield "";
      }
      case RelayCall.Register register -> register(register);
      case RelayCall.Offboard(ParaId para) -> {
        if (chain.paras.containsKey(para) && !chain.leaving.contains(para)) {
          chain.leaving.add(para);
        }
        yield chain.paras.containsKey(para) ? "" : "CH2";
      }
      case RelayCall.Migrate(ParaId para, ParaKind kind) -> {
        if (!chain.paras.containsKey(para)) {
          yield "CH2";
        }
        chain.paras.get(para).kind = kind;
        yield "";
      }
      case RelayCall.ForceClose(ChannelId id) -> {
        if (!chain.channels.containsKey(id)) {
          yield "SE7";
        }
        chain.channels.get(id).phase = "forced";
        yield "";
      }
    };
  }

  private String init(RelayCall.InitOpen open) {
    ChannelId id = new ChannelId(open.origin(), open.recipient());
    if (!chain.paras.containsKey(open.recipient())) {
      return "CH2";
    }
    if (open.origin().equals(open.recipient())) {
      return "CH3";
    }
    if (chain.channels.containsKey(id) || chain.ended.containsKey(id)) {
      return "CH4";
    }
    if (chain.requests.containsKey(id)) {
      return "CH5";
    }
    RelaySettings.Channels rules = chain.settings.channels();
    ChannelLimits limits = open.limits();
    ChannelLimits max = rules.limitsMax();
    if (limits.countMax() < 1
        || limits.countMax() > max.countMax()
        || limits.totalBytesMax() < 1
        || limits.totalBytesMax() > max.totalBytesMax()
        || limits.messageBytesMax() < 1
        || limits.messageBytesMax() > max.messageBytesMax()
        || open.localDelaySessions() < rules.closeDelaySessions()) {
      return "CH6";
    }
    long egress =
        chain.channels.keySet().stream().filter(one -> one.sender().equals(open.origin())).count()
            + chain.requests.keySet().stream()
                .filter(one -> one.sender().equals(open.origin()))
                .count();
    if (egress >= channelsMax(open.origin())) {
      return "CH7";
    }
    if (!reserve(open.origin())) {
      return "CH10";
    }
    chain.requests.put(
        id, new NaiveRelayChain.Request(id, limits, open.localDelaySessions(), false, 0));
    return "";
  }

  private int channelsMax(ParaId para) {
    RelaySettings.Channels rules = chain.settings.channels();
    return chain.paras.get(para).kind == ParaKind.CHAIN
        ? rules.chainChannelsMax()
        : rules.threadChannelsMax();
  }

  private boolean reserve(ParaId id) {
    NaiveRelayChain.Para para = chain.paras.get(id);
    long deposit = chain.settings.channels().deposit();
    if (para.free < deposit) {
      return false;
    }
    para.free -= deposit;
    para.reserved += deposit;
    return true;
  }

  private void giveBack(ParaId id) {
    chain.paras.get(id).free += chain.settings.channels().deposit();
    chain.paras.get(id).reserved -= chain.settings.channels().deposit();
  }

  private String accept(RelayCall.AcceptOpen accept) {
    ChannelId id = new ChannelId(accept.sender(), accept.origin());
    NaiveRelayChain.Request request = chain.requests.get(id);
    if (request == null || request.confirmed()) {
      return "CH8";
    }
    int channels = 0;
    long messages = request.limits().countMax();
    for (NaiveRelayChain.Chan channel : chain.channels.values()) {
      if (channel.id.recipient().equals(accept.origin())) {
        channels++;
        messages += channel.limits.countMax();
      }
    }
    for (NaiveRelayChain.Request other : chain.requests.values()) {
      if (other.id().recipient().equals(accept.origin()) && other.confirmed()) {
        channels++;
        messages += other.limits().countMax();
      }
    }
    if (channels >= channelsMax(accept.origin())
        || messages > chain.settings.channels().ingressCountMax()) {
      return "CH9";
    }
    if (!accept.limits().equals(request.limits()) || !reserve(accept.origin())) {
      return "CH10";
    }
    chain.requests.put(
        id,
        new NaiveRelayChain.Request(id, request.limits(), request.ownDelay(), true, request.age()));
    return "";
  }

  private String cancel(RelayCall.CancelOpen cancel) {
    ChannelId id = cancel.channel();
    if (!List.of(id.sender(), id.recipient()).contains(cancel.origin())) {
      return "CH1";
    }
    NaiveRelayChain.Request request = chain.requests.get(id);
    if (request == null
        || request.confirmed()
        || request.age() < chain.settings.channels().cancelSessionsMin()) {
      return "CH8";
    }
    chain.requests.remove(id);
    giveBack(id.sender());
    return "";
  }

  private String close(RelayCall.Close close) {
    ChannelId id = close.channel();
    if (!List.of(id.sender(), id.recipient()).contains(close.origin())) {
      return "CH1";
    }
    NaiveRelayChain.Chan channel = chain.channels.get(id);
    if (channel == null || !channel.phase.equals("open")) {
      return "SE7";
    }
    boolean isSender = close.origin().equals(id.sender());
    channel.phase = isSender ? "closing by sender" : "closing by recipient";
    channel.counter = chain.settings.channels().closeDelaySessions();
    return "";
  }

  private String acceptClose(RelayCall.AcceptClose accept) {
    NaiveRelayChain.Chan channel = chain.channels.get(accept.channel());
    if (channel == null || !channel.phase.startsWith("closing")) {
      return "SE7";
    }
    ParaId other =
        channel.phase.equals("closing by sender")
            ? accept.channel().recipient()
            : accept.channel().sender();
    if (!other.equals(accept.origin())) {
      return "CH1";
    }
    channel.phase = "condemned";
    channel.counter = channel.ownDelay;
    return "";
  }

  private String register(RelayCall.Register register) {
    if (Set.of(0L, 0xffff_ffffL).contains(register.para().value())
        || chain.paras.containsKey(register.para())) {
      return "CH2";
    }
    chain.paras.put(
        register.para(),
        new NaiveRelayChain.Para(register.kind(), register.genesisHead(), register.balance()));
    return "";
  }
}
