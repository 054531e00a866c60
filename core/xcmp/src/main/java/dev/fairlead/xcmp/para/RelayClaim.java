package dev.fairlead.xcmp.para;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.proof.XcmpLimits;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.relaychain.Channel;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a relay chain prescribes to a para's messages and no proof shows.
 *
 * @param order of its ingress queues
 * @param bodyBytesMax largest body that its channels allow
 * @param egress limits of the para's outgoing channels, by recipient (P6)
 * @param validators that keep a chunk each of its proofs of validity (AM18)
 */
public record RelayClaim(
    QueueOrder order, int bodyBytesMax, SortedMap<ParaId, ChannelLimits> egress, int validators) {
  /** Copies the map. */
  public RelayClaim {
    egress = Collections.unmodifiableSortedMap(new TreeMap<>(egress));
  }

  /** What one relay state prescribes to one para. */
  public static RelayClaim of(RelayState relay, ParaId para) {
    SortedMap<ParaId, ChannelLimits> egress = new TreeMap<>();
    for (ParaId recipient : relay.egressIndex(para)) {
      relay
          .channel(new ChannelId(para, recipient))
          .map(Channel::limits)
          .ifPresent(limits -> egress.put(recipient, limits));
    }
    long most = relay.settings().channels().limitsMax().messageBytesMax();
    int bodyBytesMax = (int) Math.min(most, XcmpLimits.BODY_BYTES_MAX);
    int validators = relay.session().validators().size();
    return new RelayClaim(relay.settings().order(), bodyBytesMax, egress, validators);
  }
}
