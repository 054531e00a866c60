package dev.fairlead.jsonrpc;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The form of JSON-RPC 2.0 calls and answers: what makes one, and how one is written. */
public final class RpcShape {
  private static final int METHOD_LENGTH_MAX = 256;

  private RpcShape() {}

  /** Why a value is no call; empty if it is one. */
  public static Optional<String> flawOf(JsonNode call) {
    if (!call.isObject()) {
      return Optional.of("a call must be a JSON object");
    }
    JsonNode version = call.path("jsonrpc");
    if (!version.isString() || !version.stringValue().equals("2.0")) {
      return Optional.of("member \"jsonrpc\" must be \"2.0\"");
    }
    JsonNode method = call.path("method");
    if (!method.isString() || method.stringValue().length() > METHOD_LENGTH_MAX) {
      return Optional.of("member \"method\" must be a string of at most 256 characters");
    }
    JsonNode params = call.path("params");
    if (!params.isContainer() && !params.isMissingNode() && !params.isNull()) {
      return Optional.of("member \"params\" must be an array or an object");
    }
    JsonNode id = call.path("id");
    if (!id.isMissingNode() && !isId(id)) {
      return Optional.of("member \"id\" must be a string, a number or null");
    }
    return Optional.empty();
  }

  /** The id that an answer to this value carries: null if it has no usable one. */
  public static JsonNode idOf(JsonNode call) {
    JsonNode id = call.path("id");
    return isId(id) ? id : JsonNodeFactory.instance.nullNode();
  }

  /** The answer object. */
  public static ObjectNode reply(JsonNode id, RpcReply reply) {
    ObjectNode object = Json.object();
    object.put("jsonrpc", "2.0");
    object.set("id", id);
    switch (reply) {
      case RpcReply.Result result -> object.set("result", result.value());
      case RpcReply.Failure failure -> object.set("error", error(failure.error()));
    }
    return object;
  }

  private static ObjectNode error(RpcError error) {
    ObjectNode object = Json.object();
    object.put("code", error.code());
    object.put("message", error.message());
    if (!error.data().isMissingNode()) {
      object.set("data", error.data());
    }
    return object;
  }

  private static boolean isId(JsonNode id) {
    return id.isString() || id.isNumber() || id.isNull();
  }
}
