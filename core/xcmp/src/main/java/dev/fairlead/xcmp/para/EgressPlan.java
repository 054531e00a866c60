package dev.fairlead.xcmp.para;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.relaychain.Channel;
import dev.fairlead.xcmp.relaychain.RelayState;
import dev.fairlead.xcmp.trie.WitnessMissing;
import java.util.List;
import java.util.Optional;

/** How much of an outbox a block may send: rules A2, A7, A9, P4 and P6. */
record EgressPlan(RelayState relay, ParaId self, List<BlockOutcome> notIncluded, RelayClaim claim) {
  /** Messages from the front of an outbox that may leave; 0 = none. */
  int count(ParaStorage storage, ParaId recipient) throws WitnessMissing {
    ChannelId id = new ChannelId(self, recipient);
    Optional<Channel> channel = relay.channel(id);
    Optional<ChannelCell> cell = relay.cell(id);
    boolean isInFlight = notIncluded.stream().anyMatch(block -> block.sentTo(recipient));
    if (channel.isEmpty() || cell.isEmpty() || channel.get().isSealed() || isInFlight) {
      return 0;
    }
    boolean isFresh = cell.get().messageRoot().equals(Hash32.ZERO);
    EgressState known = storage.egress(recipient);
    boolean isIncluded =
        known.newest().filter(newest -> newest.isUnder(cell.get().messageRoot())).isPresent();
    if (!isFresh && !isIncluded) {
      return 0; // P4
    }
    List<SentMessage> pending =
        isFresh
            ? List.of()
            : known.pending(claim.order(), relay.watermark(recipient), cell.get().lastBlock());
    return fitting(channel.get().limits(), pending, relay.pendingCount(id), storage, recipient);
  }

  private int fitting(
      ChannelLimits limits,
      List<SentMessage> pending,
      int pendingAtRelay,
      ParaStorage storage,
      ParaId recipient)
      throws WitnessMissing {
    if (Math.max(pending.size(), pendingAtRelay) >= limits.countMax()) {
      return 0; // A9, P6
    }
    long waiting = pending.stream().mapToLong(SentMessage::bodyBytes).sum();
    long room = Math.min(limits.messageBytesMax(), limits.totalBytesMax() - waiting);
    List<Bytes> outbox = storage.outbox(recipient);
    return MessageBatch.fitting(outbox, Math.min(room, claim.bodyBytesMax()));
  }
}
