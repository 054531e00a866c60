package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The parameters of a call. Accessors count positions from zero and name position and expectation
 * in their {@link DecodingException}.
 */
public final class RpcParams {
  /** No parameters. */
  public static final RpcParams NONE = new RpcParams(JsonNodeFactory.instance.missingNode());

  private final JsonNode node;

  private RpcParams(JsonNode node) {
    this.node = node;
  }

  /** Wraps a JSON array or object; missing and null count as no parameters. */
  public static RpcParams of(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? NONE : new RpcParams(node);
  }

  /** The JSON as it came; a missing node if there was none. */
  public JsonNode json() {
    return node;
  }

  /** Number of positions, counting explicit nulls. */
  public int count() {
    return node.isArray() ? node.size() : 0;
  }

  /** Brings parameters that came by name into order, and checks the number of all. */
  public RpcParams named(List<RpcMethodSpec.Parameter> parameters) throws DecodingException {
    ArrayNode ordered = node.isObject() ? order(parameters) : null;
    RpcParams result = ordered == null ? this : new RpcParams(ordered);
    if (result.count() > parameters.size()) {
      throw new DecodingException(
          "expected at most " + parameters.size() + " parameters, got " + result.count());
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).isRequired() && result.optional(i).isEmpty()) {
        RpcMethodSpec.Parameter missing = parameters.get(i);
        throw new DecodingException(
            "parameter " + i + " (" + missing.name() + ", " + missing.type() + ") is missing");
      }
    }
    return result;
  }

  /** The value at {@code index}; empty if left out or null. */
  public Optional<JsonNode> optional(int index) {
    JsonNode value = node.isArray() ? node.path(index) : JsonNodeFactory.instance.missingNode();
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** The value at {@code index}. */
  public JsonNode at(int index) throws DecodingException {
    Optional<JsonNode> value = optional(index);
    if (value.isEmpty()) {
      throw new DecodingException("parameter " + index + " is missing");
    }
    return value.get();
  }

  /** A string. */
  public String string(int index) throws DecodingException {
    return Json.string(at(index), place(index));
  }

  /** 32 bytes of hex. */
  public Hash32 hash(int index) throws DecodingException {
    return Json.hash(at(index), place(index));
  }

  /** 20 bytes of hex. */
  public Address20 address(int index) throws DecodingException {
    return Json.address(at(index), place(index));
  }

  /** Any number of bytes of hex. */
  public Bytes bytes(int index) throws DecodingException {
    return Json.bytes(at(index), place(index));
  }

  /** A hex quantity, a decimal string or a JSON number of up to 64 bits, unsigned. */
  public long number(int index) throws DecodingException {
    return Json.number(at(index), place(index));
  }

  /** A chain id in any of the forms that upstream services write. */
  public ChainId chainId(int index) throws DecodingException {
    return Json.chainId(at(index), place(index));
  }

  private ArrayNode order(List<RpcMethodSpec.Parameter> parameters) throws DecodingException {
    ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
    int found = 0;
    for (RpcMethodSpec.Parameter parameter : parameters) {
      JsonNode value = node.path(parameter.name());
      found += value.isMissingNode() ? 0 : 1;
      ordered.add(value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
    }
    if (found != node.size()) {
      throw new DecodingException("unknown parameter name among " + Json.excerpt(names()));
    }
    return ordered;
  }

  private String names() {
    return String.join(", ", node.propertyNames());
  }

  private static String place(int index) {
    return "parameter " + index;
  }
}
