package dev.fairlead.jsonrpc;

/**
 * What a remote service answered to one call.
 *
 * @param <T> form of the result
 */
public sealed interface RpcAnswer<T> {
  /** A result. */
  record Value<T>(T value) implements RpcAnswer<T> {}

  /** A JSON-RPC error. */
  record Refusal<T>(RpcError error) implements RpcAnswer<T> {}
}
