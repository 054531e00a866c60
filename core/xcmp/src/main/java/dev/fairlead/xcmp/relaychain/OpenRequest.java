package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelLimits;

/**
 * A channel that somebody has asked for and that does not exist yet.
 *
 * @param limits what is proposed
 * @param localDelaySessions sessions that it may take to drain once condemned
 * @param isConfirmed whether the recipient has consented
 * @param ageSessions session changes since it was made
 * @param senderDeposit reserved by the sender
 * @param recipientDeposit reserved by the recipient; 0 before it consents
 */
public record OpenRequest(
    ChannelLimits limits,
    int localDelaySessions,
    boolean isConfirmed,
    int ageSessions,
    long senderDeposit,
    long recipientDeposit) {
  OpenRequest confirmed(long deposit) {
    return new OpenRequest(limits, localDelaySessions, true, ageSessions, senderDeposit, deposit);
  }

  OpenRequest aged() {
    return new OpenRequest(
        limits, localDelaySessions, isConfirmed, ageSessions + 1, senderDeposit, recipientDeposit);
  }
}
