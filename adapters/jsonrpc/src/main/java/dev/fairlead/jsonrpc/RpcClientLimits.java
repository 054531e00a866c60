package dev.fairlead.jsonrpc;

import java.time.Duration;

/**
 * What a client waits for and accepts.
 *
 * @param connectTimeout to establish a connection
 * @param requestTimeout from sending a call to the last byte of its answer
 * @param answerBytesMax size of one answer; a batch is halved before this is an error
 * @param concurrentRequestsMax requests under way; further callers wait
 * @param batchLengthMax calls in one request
 */
public record RpcClientLimits(
    Duration connectTimeout,
    Duration requestTimeout,
    int answerBytesMax,
    int concurrentRequestsMax,
    int batchLengthMax) {
  /** What clients use unless told otherwise. */
  public static final RpcClientLimits DEFAULT =
      new RpcClientLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 64 << 20, 8, 100);

  /** Refuses limits that would let nothing through. */
  public RpcClientLimits {
    if (answerBytesMax < 1 || concurrentRequestsMax < 1 || batchLengthMax < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** The same with another request time-out. */
  public RpcClientLimits withRequestTimeout(Duration timeout) {
    return new RpcClientLimits(
        connectTimeout, timeout, answerBytesMax, concurrentRequestsMax, batchLengthMax);
  }

  /** The same with another size of answers. */
  public RpcClientLimits withAnswerBytesMax(int bytes) {
    return new RpcClientLimits(
        connectTimeout, requestTimeout, bytes, concurrentRequestsMax, batchLengthMax);
  }
}
