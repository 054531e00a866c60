package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.Watermark;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.ArrayList;
import java.util.List;

/** What a para has sent and its recipients have not acted on, as one relay state has it. Pure. */
final class ParaEgress {
  private ParaEgress() {}

  /** By recipient, then in queue order; at most so many per channel. */
  static List<QueueEntry> waiting(RelayState state, ParaId sender, int perChannelMax) {
    List<QueueEntry> entries = new ArrayList<>();
    for (ParaId recipient : state.egressIndex(sender)) {
      ChannelId channel = new ChannelId(sender, recipient);
      int left = Math.min(perChannelMax, state.pendingCount(channel));
      if (left == 0) {
        continue;
      }
      for (Watermark position : state.queue(recipient).entries()) {
        if (left > 0 && position.para().equals(sender)) {
          QueueEntry.of(state, channel, position.block()).ifPresent(entries::add);
          left--;
        }
      }
    }
    return entries;
  }
}
