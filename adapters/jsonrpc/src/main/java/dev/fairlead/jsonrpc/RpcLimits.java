package dev.fairlead.jsonrpc;

import java.time.Duration;

/**
 * What one listener accepts from its callers.
 *
 * @param messageBytesMax size of one HTTP body or WebSocket message
 * @param batchLengthMax calls in one batch
 * @param nestingMax depth of JSON
 * @param numberDigitsMax length of a JSON number
 * @param connectionsMax open connections
 * @param callsPerConnectionMax WebSocket messages of one peer being answered at a time; more wait
 *     unread
 * @param sendQueueBytesMax unsent text for one WebSocket peer; beyond it the peer is disconnected
 * @param requestTimeout longest time to receive one request, and to send one answer
 * @param stopTimeout longest time to let calls finish at the end
 */
public record RpcLimits(
    int messageBytesMax,
    int batchLengthMax,
    int nestingMax,
    int numberDigitsMax,
    int connectionsMax,
    int callsPerConnectionMax,
    int sendQueueBytesMax,
    Duration requestTimeout,
    Duration stopTimeout) {
  /** What listeners use unless told otherwise. */
  public static final RpcLimits DEFAULT =
      new RpcLimits(
          5 << 20,
          1000,
          64,
          100,
          1024,
          64,
          16 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  /** Refuses limits that would let nothing through. */
  public RpcLimits {
    if (Math.min(messageBytesMax, batchLengthMax) < 1
        || Math.min(nestingMax, numberDigitsMax) < 1
        || Math.min(connectionsMax, callsPerConnectionMax) < 1
        || sendQueueBytesMax < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** The same with another message size. */
  public RpcLimits withMessageBytesMax(int bytes) {
    return new RpcLimits(
        bytes,
        batchLengthMax,
        nestingMax,
        numberDigitsMax,
        connectionsMax,
        callsPerConnectionMax,
        sendQueueBytesMax,
        requestTimeout,
        stopTimeout);
  }
}
