package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.MessageRoot;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms that the XCMP commands share. */
final class XcmpForms {
  private XcmpForms() {}

  /** At most 32 bits. */
  static long u32(JsonNode node, String place) throws DecodingException {
    long number = Json.number(node, place);
    if (number >>> 32 != 0) {
      throw new DecodingException(
          place + ": expected a number below 2^32, got " + Long.toUnsignedString(number));
    }
    return number;
  }

  static long u32(JsonFields fields, String name) throws DecodingException {
    return u32(fields.required(name), fields.at(name));
  }

  static ParaId para(JsonFields fields, String name) throws DecodingException {
    return new ParaId(u32(fields, name));
  }

  static Watermark watermark(JsonFields fields, String name) throws DecodingException {
    JsonFields position = fields.object(name);
    return new Watermark(u32(position, "block"), para(position, "para"));
  }

  static ObjectNode watermark(Watermark position) {
    ObjectNode node = Json.object();
    node.put("block", position.block());
    node.put("para", position.para().value());
    return node;
  }

  static ArrayNode hashes(List<Hash32> hashes) {
    ArrayNode list = Json.array();
    hashes.forEach(hash -> list.add(hash.toString()));
    return list;
  }

  static ArrayNode byteStrings(List<Bytes> strings) {
    ArrayNode list = Json.array();
    strings.forEach(bytes -> list.add(bytes.toString()));
    return list;
  }

  static ObjectNode proof(MessageRoot.Proof proof) {
    ObjectNode node = Json.object();
    node.put("leafIndex", proof.leafIndex());
    node.put("leafCount", proof.leafCount());
    node.set("siblings", hashes(proof.siblings()));
    return node;
  }
}
