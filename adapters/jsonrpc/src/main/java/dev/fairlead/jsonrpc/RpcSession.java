package dev.fairlead.jsonrpc;

import tools.jackson.databind.JsonNode;

/** The connection a call came on. Safe for use from any thread. */
public interface RpcSession {
  /** Address of the caller, for logs. */
  String peer();

  /** Whether the peer can receive messages that it did not ask for: true on a WebSocket. */
  boolean canPush();

  /** Whether messages can still be sent; always false where {@link #canPush} is. */
  boolean isOpen();

  /**
   * Queues one JSON text for the peer. A peer that does not read fast enough is disconnected, so
   * this never blocks.
   *
   * @return false if the session is closed or was closed by this call
   */
  boolean push(String json);

  /** Queues one notification; see {@link #push}. */
  default boolean pushNotification(String method, JsonNode params) {
    return push(Json.notification(method, params));
  }

  /** Runs {@code action} once when the session ends; at once if it has ended. */
  void onClose(Runnable action);

  /** Ends the session, giving the peer a reason. */
  void close(String reason);
}
