package dev.fairlead.opstack.relay;

import java.time.Duration;

/**
 * When the relayer tries again. Retries double from the first value to the second.
 *
 * @param retry of something that may pass soon
 * @param retryMax longest such delay
 * @param parkedRetry of a parked message
 * @param parkedRetryMax longest such delay
 * @param poll how often inclusion is asked for
 * @param resend after which a transaction is sent once more, unchanged
 * @param stuck after which the transaction at the head of the line gets a higher fee
 * @param cancel after which an open nonce whose message cannot be delivered is used up
 * @param stale how long an admission and a simulation stay good
 */
public record RelayTimings(
    Duration retry,
    Duration retryMax,
    Duration parkedRetry,
    Duration parkedRetryMax,
    Duration poll,
    Duration resend,
    Duration stuck,
    Duration cancel,
    Duration stale) {
  /** For chains with blocks every two seconds. */
  public static final RelayTimings STANDARD =
      new RelayTimings(
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20));
}
