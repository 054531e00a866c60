package dev.fairlead.jsonrpc;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a call ends in: a result or a JSON-RPC error. Both are answers; neither is an exception. */
public sealed interface RpcReply {
  /** The call succeeded; the value may be JSON null. */
  record Result(JsonNode value) implements RpcReply {}

  /** The call was answered with an error. */
  record Failure(RpcError error) implements RpcReply {}

  /** A successful answer. */
  static RpcReply result(JsonNode value) {
    return new Result(value);
  }

  /** A successful answer that is a string. */
  static RpcReply result(String value) {
    return new Result(JsonNodeFactory.instance.stringNode(value));
  }

  /** A successful answer without content. */
  static RpcReply nothing() {
    return new Result(JsonNodeFactory.instance.nullNode());
  }

  /** An error without data. */
  static RpcReply failure(int code, String message) {
    return new Failure(RpcError.of(code, message));
  }

  /** An error with data. */
  static RpcReply failure(int code, String message, JsonNode data) {
    return new Failure(new RpcError(code, message, data));
  }
}
