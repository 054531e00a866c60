package dev.fairlead.jsonrpc;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call to be made.
 *
 * @param method name
 * @param params by position
 */
public record RpcCall(String method, ArrayNode params) {
  /** A call with these parameters. */
  public static RpcCall of(String method, JsonNode... params) {
    ArrayNode array = Json.array();
    for (JsonNode param : params) {
      array.add(param);
    }
    return new RpcCall(method, array);
  }

  /** The call object with an id. */
  public ObjectNode toJson(long id) {
    ObjectNode call = Json.object();
    call.put("jsonrpc", "2.0");
    call.put("id", id);
    call.put("method", method);
    call.set("params", params);
    return call;
  }
}
