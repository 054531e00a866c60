package dev.fairlead.xcmp.peer;

import java.time.Duration;

/**
 * The protocols, each negotiated by name under the chain's genesis hash. Limits are bytes of one
 * SCALE message, without the length before it.
 */
public enum PeerProtocol {
  /** Notifications. */
  NOTIFICATIONS("xcmp/1", 100 << 10, 0, Duration.ZERO, 0),
  /** Entries of a queue. */
  FETCH("xcmp-fetch/1", 4 << 10, 4 << 20, Duration.ofSeconds(1), 4 << 20),
  /** Entries handed over. */
  PUSH("xcmp-push/1", 4 << 20, 1 << 10, Duration.ofSeconds(1), 4 << 20),
  /** What waits. */
  QUEUE("xcmp-queue/1", 1 << 10, 256 << 10, Duration.ofSeconds(1), 0),
  /** Whether bodies are held. */
  PROBE("xcmp-probe/1", 16 << 10, 16 << 10, Duration.ofSeconds(1), 0),
  /** From an old group to a new one. */
  HANDOVER("xcmp-handover/1", 1 << 10, 64 << 10, Duration.ofSeconds(3), 0),
  /** Candidates for backing. */
  SUBMIT("xcmp-submit/1", 12 << 20, 1 << 10, Duration.ofSeconds(3), 4 << 20),
  /** Proofs of validity within a group. */
  POV("xcmp-pov/1", 1 << 10, 12 << 20, Duration.ofSeconds(3), 4 << 20),
  /** Chunks for availability. */
  CHUNK("xcmp-chunk/1", 4 << 20, 4 << 20, Duration.ofSeconds(1), 4 << 20);

  private static final Duration TIMEOUT_MAX = Duration.ofSeconds(6);

  private final String suffix;
  private final int requestBytesMax;
  private final int responseBytesMax;
  private final Duration baseTimeout;
  private final int bytesPerSecond; // 0: the time-out does not depend on size

  PeerProtocol(
      String suffix,
      int requestBytesMax,
      int responseBytesMax,
      Duration baseTimeout,
      int bytesPerSecond) {
    this.suffix = suffix;
    this.requestBytesMax = requestBytesMax;
    this.responseBytesMax = responseBytesMax;
    this.baseTimeout = baseTimeout;
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Last part of its name. */
  public String suffix() {
    return suffix;
  }

  /** Longest request or notification. */
  public int requestBytesMax() {
    return requestBytesMax;
  }

  /** Longest response; 0 if there is none. */
  public int responseBytesMax() {
    return responseBytesMax;
  }

  /** How long to wait for an answer when so many bytes are to move; at most 6 seconds. */
  public Duration timeout(long bytes) {
    if (bytesPerSecond == 0) {
      return baseTimeout;
    }
    Duration all = baseTimeout.plusMillis(bytes * 1_000 / bytesPerSecond);
    return all.compareTo(TIMEOUT_MAX) > 0 ? TIMEOUT_MAX : all;
  }
}
