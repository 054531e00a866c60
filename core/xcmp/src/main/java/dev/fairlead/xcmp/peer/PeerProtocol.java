package dev.fairlead.xcmp.peer;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
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
  CHUNK("xcmp-chunk/1", 12 << 20, 12 << 20, Duration.ofSeconds(1), 4 << 20);

  private static final Duration FIRST_TIMEOUT_MIN = Duration.ofSeconds(3);
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

  /**
   * Name under which it is negotiated: {@code /} genesis hash as 64 hex digits {@code /} suffix.
   */
  public String name(Hash32 genesis) {
    return "/" + genesis.toString().substring(2) + "/" + suffix;
  }

  /**
   * How long to wait for an answer; at most 6 seconds.
   *
   * @param bytes of request and expected answer together
   */
  public Duration timeout(long bytes) {
    return timeoutFrom(baseTimeout, bytes);
  }

  /** The same for the first request to a peer: at least 3 seconds. */
  public Duration firstTimeout(long bytes) {
    boolean isShort = baseTimeout.compareTo(FIRST_TIMEOUT_MIN) < 0;
    return timeoutFrom(isShort ? FIRST_TIMEOUT_MIN : baseTimeout, bytes);
  }

  private Duration timeoutFrom(Duration base, long bytes) {
    if (bytesPerSecond == 0) {
      return base;
    }
    long counted = Math.min(bytes, (long) requestBytesMax + responseBytesMax);
    Duration all = base.plusMillis(counted * 1_000 / bytesPerSecond);
    return all.compareTo(TIMEOUT_MAX) > 0 ? TIMEOUT_MAX : all;
  }

  void demandRequestFits(Bytes encoded) throws DecodingException {
    demandFits(encoded.size(), requestBytesMax);
  }

  void demandResponseFits(Bytes encoded) throws DecodingException {
    demandFits(encoded.size(), responseBytesMax);
  }

  private void demandFits(int size, int max) throws DecodingException {
    if (size > max) {
      throw new DecodingException(suffix + ": message of " + size + " bytes, at most " + max);
    }
  }

  Bytes fittingRequest(Bytes encoded) {
    Bounds.demandAtMost(encoded.size(), requestBytesMax, "bytes on " + suffix);
    return encoded;
  }

  Bytes fittingResponse(Bytes encoded) {
    Bounds.demandAtMost(encoded.size(), responseBytesMax, "bytes on " + suffix);
    return encoded;
  }
}
