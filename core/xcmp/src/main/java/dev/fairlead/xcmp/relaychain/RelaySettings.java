package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ChannelLimits;
import dev.fairlead.xcmp.queue.QueueOrder;

/**
 * What is fixed for a relay chain. Blocks are relay blocks.
 *
 * @param genesis hash that every candidate hash covers (AM18)
 * @param acceptance which messages it takes
 * @param order rank of senders within a block (O1, O2)
 * @param candidates rules of candidates
 * @param channels rules of channels
 * @param backup rules of posting bodies
 */
public record RelaySettings(
    Hash32 genesis,
    Acceptance acceptance,
    QueueOrder order,
    Candidates candidates,
    Channels channels,
    Backup backup) {

  /** The development chain: XCMP, ascending ids, the recommended figures. */
  public static final RelaySettings STANDARD =
      new RelaySettings(
          Hash32.ZERO,
          Acceptance.SEED,
          QueueOrder.BY_ID,
          Candidates.STANDARD,
          Channels.STANDARD,
          Backup.STANDARD);

  /**
   * Rules of candidates.
   *
   * @param relayParentsMax how many newest blocks may be relay parents (A4)
   * @param inFlightMax candidates of one para between backing and enactment (AM5)
   * @param availabilityBlocks blocks after backing in which a candidate must become available (AM5)
   * @param rotationBlocks period after which groups move on by one core
   * @param enactedBlocks for how many blocks a candidate is kept after its enactment, and votes on
   *     it are counted (AM6, AM19)
   * @param hrmpMessagesMax messages of one candidate under HRMP (A6)
   */
  public record Candidates(
      int relayParentsMax,
      int inFlightMax,
      int availabilityBlocks,
      int rotationBlocks,
      int enactedBlocks,
      int hrmpMessagesMax) {
    /** The recommended figures. */
    public static final Candidates STANDARD = new Candidates(4, 3, 4, 10, 15_000, 10);
  }

  /**
   * Rules of channels. Delays are counted in sessions (SE4).
   *
   * @param limitsMax most that a channel may ask for (CH6)
   * @param threadChannelsMax channels of a thread in one direction (CH11)
   * @param chainChannelsMax channels of a chain in one direction (CH11)
   * @param ingressCountMax sum of {@code countMax} over one para's ingress (AM4)
   * @param deposit reserved per channel and side, smallest unit of the relay token (CH12)
   * @param requestSessionsMax sessions after which an unconfirmed request ends; 0 = never (SE2)
   * @param cancelSessionsMin sessions that a sender waits before cancelling (D4)
   * @param closeDelaySessions D: sessions after which a close needs no consent (D5)
   */
  public record Channels(
      ChannelLimits limitsMax,
      int threadChannelsMax,
      int chainChannelsMax,
      long ingressCountMax,
      long deposit,
      int requestSessionsMax,
      int cancelSessionsMin,
      int closeDelaySessions) {
    /** The recommended figures. */
    public static final Channels STANDARD =
        new Channels(
            new ChannelLimits(ChannelLimits.COUNT_CEILING, 1 << 30, 1 << 20),
            100,
            10_000,
            65_536,
            10,
            0,
            1,
            1);
  }

  /**
   * Rules of posting bodies on the relay chain (B1 to B7).
   *
   * @param chainStallBlocks N for chains (B1)
   * @param threadStallBlocks N for threads (AM8)
   * @param postBytesMax bodies posted in one block, bytes (B2)
   * @param retentionBlocks how long a post is kept (B5)
   * @param feePerByte what the poster pays (B4)
   */
  public record Backup(
      int chainStallBlocks,
      int threadStallBlocks,
      long postBytesMax,
      int retentionBlocks,
      long feePerByte) {
    /** The recommended figures; one day of blocks of six seconds. */
    public static final Backup STANDARD = new Backup(10, 100, 1 << 20, 14_400, 1);
  }
}
