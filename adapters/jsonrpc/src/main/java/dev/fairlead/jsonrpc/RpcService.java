package dev.fairlead.jsonrpc;

import java.util.Optional;

/**
 * Answers whole JSON-RPC messages (single calls or batches) as text: the seam between sockets and
 * protocol. Most users give an {@link RpcHandler} to an {@link RpcDispatcher}; a proxy implements
 * this itself.
 */
public interface RpcService {
  /**
   * Answers one message.
   *
   * @return the answer; empty if nothing is to be sent now (notifications, or an answer that is
   *     pushed later)
   */
  Optional<String> answer(String message, RpcSession session);

  /** Called before the first message of a session that can push. */
  default void opened(RpcSession session) {}

  /** Whether the messages of one WebSocket are to be handled one after the other. */
  default boolean keepsOrder() {
    return false;
  }
}
