package dev.fairlead.simulator.network;

/**
 * What a virtual network does to messages. Shares are between 0 and 1.
 *
 * @param latency of every way between two nodes
 * @param bytesPerSecond that a node can send, and as many that it can receive; 0 = no bound
 * @param lossShare of messages that never arrive
 * @param duplicateShare of messages that arrive twice
 * @param reorderShare of messages that later ones of the same pair may overtake
 */
public record NetworkSettings(
    Latency latency,
    long bytesPerSecond,
    double lossShare,
    double duplicateShare,
    double reorderShare) {
  /** A network without faults, 50 ms one way and without bound on bandwidth. */
  public static final NetworkSettings QUIET =
      new NetworkSettings(new Latency.Fixed(50_000_000), 0, 0, 0, 0);

  /** Refuses shares that are none, and a negative bandwidth. */
  public NetworkSettings {
    demandShare(lossShare);
    demandShare(duplicateShare);
    demandShare(reorderShare);
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("bandwidth of " + bytesPerSecond + " bytes/s");
    }
  }

  private static void demandShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("not a share: " + share);
    }
  }
}
