package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.DecodingException;

/** One JSON-RPC method: what it is called, what it takes, and how it answers. */
public interface RpcMethod {
  /** The description that callers read and the method table is made of. */
  RpcMethodSpec spec();

  /**
   * Answers one call. Runs on a virtual thread, several calls at a time.
   *
   * @param params by position or by the names in the {@link #spec}
   * @throws DecodingException if a parameter is malformed; becomes {@link RpcError#INVALID_PARAMS}
   */
  RpcReply call(RpcParams params, RpcSession session) throws DecodingException;
}
