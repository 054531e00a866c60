package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.opstack.message.EventLog;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A log and where it stands.
 *
 * @param log what was emitted
 * @param block in which block
 * @param logIndex block-wide
 * @param transaction by which transaction
 */
public record PlacedLog(EventLog log, BlockRef block, long logIndex, Hash32 transaction) {
  static List<PlacedLog> parseAll(JsonNode logs) throws DecodingException {
    if (!logs.isArray()) {
      throw new DecodingException("logs must be a JSON array");
    }
    List<PlacedLog> all = new ArrayList<>(logs.size());
    for (JsonNode log : logs) {
      if (!log.path("removed").asBoolean(false)) {
        all.add(parse(log));
      }
    }
    return all;
  }

  private static PlacedLog parse(JsonNode log) throws DecodingException {
    List<Hash32> topics = new ArrayList<>(EventLog.TOPICS_MAX);
    for (JsonNode topic : log.path("topics")) {
      topics.add(Json.hash(topic, "topic"));
    }
    if (topics.size() > EventLog.TOPICS_MAX) {
      throw new DecodingException("a log has more than 4 topics");
    }
    long index = Json.number(log.path("logIndex"), "logIndex");
    if (index >>> 32 != 0) {
      throw new DecodingException("logIndex exceeds 32 bits");
    }
    return new PlacedLog(
        new EventLog(
            Json.address(log.path("address"), "address"),
            topics,
            Json.bytes(log.path("data"), "data")),
        new BlockRef(
            Json.number(log.path("blockNumber"), "blockNumber"),
            Json.hash(log.path("blockHash"), "blockHash")),
        index,
        Json.hash(log.path("transactionHash"), "transactionHash"));
  }
}
