package dev.fairlead.jsonrpc;

/**
 * One call as a handler sees it; the id stays with the dispatcher.
 *
 * @param method name as the caller wrote it
 * @param params what the caller passed, possibly nothing
 * @param isNotification whether the caller expects no answer
 */
public record RpcRequest(String method, RpcParams params, boolean isNotification) {}
