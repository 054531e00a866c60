package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.opstack.transaction.AccessTuple;
import dev.fairlead.opstack.transaction.TransactionCall;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A transaction to be simulated.
 *
 * @param from who would send it
 * @param call what it would do
 */
public record CallRequest(Address20 from, TransactionCall call) {
  /** The object that {@code eth_call} and {@code eth_estimateGas} take. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("from", from.toString());
    call.to().address().ifPresent(to -> json.put("to", to.toString()));
    json.put("value", Json.quantity(call.value()));
    json.put("input", call.input().toString());
    if (!call.accessList().isEmpty()) {
      ArrayNode list = json.putArray("accessList");
      for (AccessTuple tuple : call.accessList()) {
        ObjectNode entry = list.addObject();
        entry.put("address", tuple.address().toString());
        ArrayNode keys = entry.putArray("storageKeys");
        tuple.storageKeys().forEach(key -> keys.add(key.toString()));
      }
    }
    return json;
  }
}
