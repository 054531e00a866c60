package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which logs to list.
 *
 * @param firstBlock lowest height, unsigned
 * @param lastBlock highest height, unsigned
 * @param address emitter
 * @param topics what the first topics must be; empty for any
 */
public record LogFilter(long firstBlock, long lastBlock, Address20 address, List<Hash32> topics) {
  /** Copies the list. */
  public LogFilter {
    topics = List.copyOf(topics);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("fromBlock", Json.quantity(firstBlock));
    json.put("toBlock", Json.quantity(lastBlock));
    json.put("address", address.toString());
    ArrayNode array = json.putArray("topics");
    topics.forEach(topic -> array.add(topic.toString()));
    return json;
  }
}
