package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ChannelLimits;

/**
 * A channel in relay state, beside its cell. Deposits are one fixed amount per side.
 *
 * @param slot of the sender's row
 * @param limits what may wait
 * @param localDelaySessions sessions that it may take to drain once condemned
 * @param senderDeposit reserved by the sender
 * @param recipientDeposit reserved by the recipient
 * @param phase where it stands in its life
 */
public record Channel(
    int slot,
    ChannelLimits limits,
    int localDelaySessions,
    long senderDeposit,
    long recipientDeposit,
    Phase phase) {

  /**
   * The life of a channel after it has opened.
   *
   * <pre>
   * Open      → Closing    close by either side
   * Closing   → Condemned  the other side consents, or D sessions pass
   * Open      → forced     root; gone at the next session
   * Closing   → forced     root
   * Condemned → gone       drained, or its own delay passes, at a session change
   * </pre>
   */
  public sealed interface Phase {
    /** Messages pass. */
    record Open() implements Phase {}

    /**
     * Somebody has asked to end it. If the sender asked, it is sealed at once; if the recipient
     * asked, the sender may go on until it consents or D sessions have passed (D5).
     *
     * @param bySender who asked
     * @param sinceBlock relay block of the request
     * @param ageSessions session changes since
     */
    record Closing(boolean bySender, long sinceBlock, int ageSessions) implements Phase {}

    /**
     * Sealed for good; drains.
     *
     * @param sinceBlock relay block from which it is
     * @param sessionsLeft session changes until what waits is lost
     */
    record Condemned(long sinceBlock, int sessionsLeft) implements Phase {}

    /** Ends at the next session, whatever waits (AM1). */
    record Forced() implements Phase {}
  }

  /** Whether messages are refused (A2). */
  public boolean isSealed() {
    return switch (phase) {
      case Phase.Open() -> false;
      case Phase.Closing(boolean bySender, long _, int _) -> bySender;
      case Phase.Condemned(long _, int _) -> true;
      case Phase.Forced() -> true;
    };
  }

  Channel withPhase(Phase next) {
    return new Channel(slot, limits, localDelaySessions, senderDeposit, recipientDeposit, next);
  }
}
