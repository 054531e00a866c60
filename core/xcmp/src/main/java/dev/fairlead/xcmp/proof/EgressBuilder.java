package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.trie.StateTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the outgoing part of a proof of validity together: what {@link EgressCheck} takes apart.
 * Owned by one thread.
 */
public final class EgressBuilder {
  private final ChannelRow row;
  private final long relayParentNumber;
  private final StateTrie relayState;
  private final SortedMap<ParaId, XcmpEgress.Sent> channels = new TreeMap<>();

  /** Starts the proof of one block of the row's sender on a relay parent. */
  public EgressBuilder(ChannelRow row, long relayParentNumber, StateTrie relayState) {
    this.row = row;
    this.relayParentNumber = relayParentNumber;
    this.relayState = relayState;
  }

  /** Adds a batch on a channel; the old head is absent before the channel's first message. */
  public EgressBuilder send(int slot, Optional<XcmpEgress.OldHead> oldHead, Bytes body) {
    ChannelCell cell = row.cell(slot);
    channels.put(
        cell.recipient(),
        new XcmpEgress.Sent(
            cell.recipient(),
            slot,
            row.prove(slot),
            cell.messageRoot(),
            cell.lastBlock(),
            oldHead,
            oldHead.map(XcmpEgress.OldHead::link).orElse(Hash32.ZERO),
            cell.lastBlock(),
            body));
    return this;
  }

  /** The proof. */
  public XcmpEgress build() {
    List<Bytes> keys = new ArrayList<>();
    keys.add(RelayItems.cstRootKey(row.sender()));
    channels.keySet().forEach(recipient -> keys.add(RelayItems.watermarkKey(recipient)));
    return new XcmpEgress(
        XcmpEgress.VERSION,
        relayParentNumber,
        relayState.root(),
        relayState.prove(keys),
        row.slotCount(),
        List.copyOf(channels.values()));
  }
}
