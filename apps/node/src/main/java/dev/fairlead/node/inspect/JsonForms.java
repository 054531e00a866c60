package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.Predeploys;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The JSON forms that several commands share. */
final class JsonForms {
  private static final BigInteger EXACT_MAX = BigInteger.ONE.shiftLeft(53);

  private JsonForms() {}

  static Identifier identifier(JsonFields fields) throws DecodingException {
    return new Identifier(
        fields.address("origin"),
        fields.number("blockNumber"),
        fields.logIndex("logIndex"),
        fields.number("timestamp"),
        fields.chain(fields.chainIdName()));
  }

  static ObjectNode identifier(Identifier id) {
    ObjectNode node = Json.object();
    node.put("origin", id.origin().toString());
    node.set("blockNumber", number(id.blockNumber()));
    node.set("logIndex", number(id.logIndex()));
    node.set("timestamp", number(id.timestamp()));
    node.set("chainId", number(id.chainId()));
    return node;
  }

  static EventLog log(JsonFields fields) throws DecodingException {
    if (fields.array("topics").size() > EventLog.TOPICS_MAX) {
      throw new DecodingException(
          fields.at("topics")
              + ": a log has at most "
              + EventLog.TOPICS_MAX
              + " topics, got "
              + fields.array("topics").size());
    }
    return new EventLog(fields.address("address"), fields.hashes("topics"), fields.bytes("data"));
  }

  /** The access list that announces one message. */
  static ArrayNode accessList(Access access) {
    ArrayNode keys = Json.array();
    AccessListCodec.encode(access).forEach(key -> keys.add(key.toString()));
    ObjectNode tuple = Json.object();
    tuple.put("address", Predeploys.CROSS_L2_INBOX.toString());
    tuple.set("storageKeys", keys);
    return Json.array().add(tuple);
  }

  /** A JSON number up to 2^53, above that a decimal string. */
  static JsonNode number(BigInteger number) {
    return number.compareTo(EXACT_MAX) <= 0
        ? BigIntegerNode.valueOf(number)
        : StringNode.valueOf(number.toString());
  }

  static JsonNode number(long unsigned) {
    return number(new BigInteger(Long.toUnsignedString(unsigned)));
  }

  static JsonNode number(ChainId chain) {
    return number(chain.toBigInteger());
  }

  static JsonNode number(Hash32 word) {
    return number(new BigInteger(1, word.toByteArray()));
  }
}
