package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import java.util.List;

/** A call on channels and paras, by a para or by root. */
public sealed interface RelayCall {
  /** A call that a para makes in its own name. */
  sealed interface ByPara extends RelayCall {
    /** The para that calls. */
    ParaId origin();
  }

  /** A call that governance makes. */
  sealed interface ByRoot extends RelayCall {}

  /**
   * The sender asks for a channel (CH1 to CH7).
   *
   * @param origin the sender
   * @param recipient other end
   * @param limits what may wait
   * @param localDelaySessions sessions that a closed channel may take to drain; at least D
   */
  record InitOpen(ParaId origin, ParaId recipient, ChannelLimits limits, int localDelaySessions)
      implements ByPara {}

  /**
   * The recipient consents (CH8 to CH10).
   *
   * @param origin the recipient
   * @param sender other end
   * @param limits the proposed ones, repeated
   */
  record AcceptOpen(ParaId origin, ParaId sender, ChannelLimits limits) implements ByPara {}

  /**
   * Either side withdraws a request that is not confirmed.
   *
   * @param origin one of the two
   * @param channel what was asked for
   */
  record CancelOpen(ParaId origin, ChannelId channel) implements ByPara {}

  /**
   * Either side asks to end a channel.
   *
   * @param origin one of the two
   * @param channel which
   */
  record Close(ParaId origin, ChannelId channel) implements ByPara {}

  /**
   * The other side consents to the end of a channel.
   *
   * @param origin the one that did not ask
   * @param channel which
   */
  record AcceptClose(ParaId origin, ChannelId channel) implements ByPara {}

  /**
   * A para declares its blacklist cutoff (AM9).
   *
   * @param origin whose
   * @param blocks relay blocks
   */
  record SetCutoff(ParaId origin, int blocks) implements ByPara {}

  /**
   * A para names addresses of its full nodes (AM19).
   *
   * @param origin whose
   * @param addresses in the network's own form
   */
  record SetPeers(ParaId origin, List<Bytes> addresses) implements ByPara {
    /** Copies the list. */
    public SetPeers {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A para is registered.
   *
   * @param para its id; the marks 0 and 0xFFFFFFFF are refused
   * @param kind chain or thread
   * @param genesisHead hash of its first header
   * @param balance its account, from which deposits are taken
   */
  record Register(ParaId para, ParaKind kind, Hash32 genesisHead, long balance) implements ByRoot {}

  /**
   * A para is taken out at the next session (SE1).
   *
   * @param para its id
   */
  record Offboard(ParaId para) implements ByRoot {}

  /**
   * A para becomes a chain or a thread; its channels stay (CH14).
   *
   * @param para its id
   * @param kind from now on
   */
  record Migrate(ParaId para, ParaKind kind) implements ByRoot {}

  /**
   * A channel ends at the next session, whatever waits in it (AM1).
   *
   * @param channel which
   */
  record ForceClose(ChannelId channel) implements ByRoot {}
}
