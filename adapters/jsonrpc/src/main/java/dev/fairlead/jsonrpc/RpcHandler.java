package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.DecodingException;

/** Answers single calls. Called from many virtual threads at a time; may block. */
@FunctionalInterface
public interface RpcHandler {
  /**
   * Answers one call.
   *
   * @param request the call
   * @param session the connection it came on; keep it to push notifications later
   * @throws DecodingException if a parameter is malformed; becomes {@link RpcError#INVALID_PARAMS}
   */
  RpcReply handle(RpcRequest request, RpcSession session) throws DecodingException;
}
