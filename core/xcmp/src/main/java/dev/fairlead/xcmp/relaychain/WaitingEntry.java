package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelId;
import dev.fairlead.xcmp.queue.Watermark;

/**
 * An entry of an ingress queue with the candidate that sent it.
 *
 * @param channel it came through
 * @param position in the recipient's queue
 * @param origin the candidate, enacted by the block of the position
 */
public record WaitingEntry(ChannelId channel, Watermark position, Enacted origin) {}
