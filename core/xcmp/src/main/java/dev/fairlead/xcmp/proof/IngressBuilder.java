package dev.fairlead.xcmp.proof;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.xcmp.channel.ChannelCell;
import dev.fairlead.xcmp.channel.ChannelRow;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.trie.StateTrie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the incoming part of a proof of validity together: what {@link IngressCheck} takes apart.
 * The node set of the relay state proof is exactly what the check will read. Owned by one thread.
 */
public final class IngressBuilder {
  private final ParaId recipient;
  private final long relayParentNumber;
  private final StateTrie relayState;
  private final SortedMap<ParaId, ChannelProof> channels = new TreeMap<>();

  /** Starts the proof of one block of {@code recipient} on a relay parent. */
  public IngressBuilder(ParaId recipient, long relayParentNumber, StateTrie relayState) {
    this.recipient = recipient;
    this.relayParentNumber = relayParentNumber;
    this.relayState = relayState;
  }

  /**
   * What has come over one channel since its last consumed message.
   *
   * @param head newest link's proof; absent without news
   * @param links oldest first
   * @param bodies of the links that the block will consume
   */
  public record News(
      Optional<MessageRoot.Proof> head, List<ChannelProof.LinkClaim> links, List<Bytes> bodies) {
    /** Nothing has come. */
    public static final News NONE = new News(Optional.empty(), List.of(), List.of());

    /** Copies the lists. */
    public News {
      links = List.copyOf(links);
      bodies = List.copyOf(bodies);
    }
  }

  /** Adds one ingress channel; every sender of the ingress index needs one, also without news. */
  public IngressBuilder channel(ChannelRow row, int slot, News news) {
    ChannelCell cell = row.cell(slot);
    if (!cell.recipient().equals(recipient)) {
      throw new IllegalArgumentException(
          "slot " + slot + " of " + row.sender() + " leads to " + cell.recipient());
    }
    channels.put(
        row.sender(),
        new ChannelProof(
            row.sender(),
            slot,
            row.slotCount(),
            row.prove(slot),
            cell.messageRoot(),
            cell.lastBlock(),
            news.head(),
            news.links(),
            news.bodies()));
    return this;
  }

  /** The proof. */
  public XcmpIngress build() {
    List<Bytes> keys = new ArrayList<>();
    keys.add(RelayItems.ingressIndexKey(recipient));
    keys.add(RelayItems.watermarkKey(recipient));
    keys.add(RelayItems.digestsKey(recipient));
    channels.keySet().forEach(sender -> keys.add(RelayItems.cstRootKey(sender)));
    return new XcmpIngress(
        XcmpIngress.VERSION,
        relayParentNumber,
        relayState.root(),
        relayState.prove(keys),
        List.copyOf(channels.values()));
  }
}
