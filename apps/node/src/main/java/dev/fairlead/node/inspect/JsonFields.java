package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * An object of the input with its place, so that every complaint says where. Names that nobody asks
 * for are ignored, as upstream's files and RPC answers carry more than we need.
 *
 * @param node the object
 * @param place path from the root of the input, empty for the root itself
 */
record JsonFields(JsonNode node, String place) {
  /** Refuses anything but an object. */
  static JsonFields of(JsonNode node, String place) throws DecodingException {
    if (!node.isObject()) {
      throw new DecodingException(
          (place.isEmpty() ? "" : place + ": ")
              + "expected an object, got "
              + Json.excerpt(Json.write(node)));
    }
    return new JsonFields(node, place);
  }

  /** Path of a field. */
  String at(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  boolean has(String name) {
    return node.has(name);
  }

  JsonNode required(String name) throws DecodingException {
    if (!node.has(name)) {
      throw new DecodingException(at(name) + " is missing");
    }
    return node.path(name);
  }

  /** Absent and null mean the same, as in the logs of pending blocks. */
  Optional<JsonNode> optional(String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  JsonFields object(String name) throws DecodingException {
    return of(required(name), at(name));
  }

  /** An object whose names are chain ids; one chain written in two ways is refused. */
  Map<ChainId, JsonNode> byChain(String name) throws DecodingException {
    Map<ChainId, JsonNode> byChain = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : object(name).node.properties()) {
      ChainId chain = inPlace(at(name), () -> ChainId.parse(entry.getKey()));
      if (byChain.putIfAbsent(chain, entry.getValue()) != null) {
        throw new DecodingException(at(name) + " names chain " + chain + " twice");
      }
    }
    return byChain;
  }

  List<JsonNode> array(String name) throws DecodingException {
    return array(required(name), at(name));
  }

  static List<JsonNode> array(JsonNode node, String place) throws DecodingException {
    if (!node.isArray()) {
      throw new DecodingException(
          place + ": expected a list, got " + Json.excerpt(Json.write(node)));
    }
    return List.copyOf(node.values());
  }

  List<Hash32> hashes(String name) throws DecodingException {
    List<Hash32> hashes = new ArrayList<>();
    for (JsonNode node : array(name)) {
      hashes.add(Json.hash(node, at(name) + "[" + hashes.size() + "]"));
    }
    return hashes;
  }

  /** Unsigned, at most 64 bits. */
  long number(String name) throws DecodingException {
    return Json.number(required(name), at(name));
  }

  /** At most 32 bits. */
  long logIndex(String name) throws DecodingException {
    long number = number(name);
    if (number >>> 32 != 0) {
      throw new DecodingException(
          at(name) + ": expected a number below 2^32, got " + Long.toUnsignedString(number));
    }
    return number;
  }

  Hash32 hash(String name) throws DecodingException {
    return Json.hash(required(name), at(name));
  }

  Address20 address(String name) throws DecodingException {
    return Json.address(required(name), at(name));
  }

  Bytes bytes(String name) throws DecodingException {
    return Json.bytes(required(name), at(name));
  }

  ChainId chain(String name) throws DecodingException {
    return Json.chainId(required(name), at(name));
  }

  /** The name under which the chain id stands: {@code chainID} is accepted for {@code chainId}. */
  String chainIdName() throws DecodingException {
    if (has("chainId") && has("chainID")) {
      throw new DecodingException(at("chainId") + " is given twice, also as chainID");
    }
    return has("chainID") ? "chainID" : "chainId";
  }

  private static <T> T inPlace(String place, Decoder<T> decoder) throws DecodingException {
    try {
      return decoder.decode();
    } catch (DecodingException e) {
      throw new DecodingException(place + ": " + e.getMessage(), e);
    }
  }

  private interface Decoder<T> {
    T decode() throws DecodingException;
  }
}
