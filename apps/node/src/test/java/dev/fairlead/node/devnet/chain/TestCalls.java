package dev.fairlead.node.devnet.chain;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.ByteWriter;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.node.devnet.contracts.Calldata;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.IdentifierCodec;
import dev.fairlead.opstack.message.Predeploys;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Calls and transactions with inbox keys in their access list. */
public record TestCalls(RpcClient client, Address20 from) {
  /** The transaction object. */
  public ObjectNode transaction(Address20 to, Bytes input, List<Hash32> inboxKeys) {
    ObjectNode transaction = Json.object();
    transaction.put("from", from.toString());
    transaction.put("to", to.toString());
    transaction.put("input", input.toString());
    if (!inboxKeys.isEmpty()) {
      transaction.put("gas", "0x100000");
      transaction.set("accessList", accessList(inboxKeys));
    }
    return transaction;
  }

  /** The access list of JSON-RPC. */
  public static ArrayNode accessList(List<Hash32> inboxKeys) {
    ObjectNode tuple = Json.object();
    tuple.put("address", Predeploys.CROSS_L2_INBOX.toString());
    ArrayNode keys = tuple.putArray("storageKeys");
    inboxKeys.forEach(key -> keys.add(key.toString()));
    return Json.array().add(tuple);
  }

  /** The inbox call that executes a message. */
  public static Bytes validate(Identifier id, Hash32 payloadHash) {
    ByteWriter words = new ByteWriter(IdentifierCodec.SIZE);
    IdentifierCodec.write(id, words);
    byte[] bytes = words.toBytes().toByteArray();
    Calldata call =
        Calldata.of("validateMessage((address,uint256,uint256,uint256,uint256),bytes32)");
    for (int at = 0; at < bytes.length; at += Hash32.SIZE) {
      call.word(Hash32.read(bytes, at));
    }
    return call.word(payloadHash).encode();
  }

  /** What a call returns, or the data that it reverts with. */
  public String call(Address20 to, Bytes input, List<Hash32> inboxKeys) throws Exception {
    RpcReply reply =
        client.call(
            "eth_call",
            transaction(to, input, inboxKeys),
            JsonNodeFactory.instance.stringNode("latest"));
    return switch (reply) {
      case RpcReply.Result(JsonNode value) -> value.stringValue();
      case RpcReply.Failure(var error) -> "revert " + error.data().asString();
    };
  }

  /** Hands in a transaction; its hash. */
  public Hash32 send(Address20 to, Bytes input, List<Hash32> inboxKeys) throws Exception {
    return Json.hash(
        result(client.call("eth_sendTransaction", transaction(to, input, inboxKeys))), "hash");
  }

  /** The receipt of a mined transaction. */
  public JsonNode receipt(Hash32 transaction) throws Exception {
    return result(
        client.call(
            "eth_getTransactionReceipt",
            JsonNodeFactory.instance.stringNode(transaction.toString())));
  }

  /** Whether a mined transaction succeeded. */
  public boolean isSuccess(Hash32 transaction) throws Exception {
    return receipt(transaction).path("status").stringValue().equals("0x1");
  }

  /** The logs of a mined transaction. */
  public List<EventLog> logs(Hash32 transaction) throws Exception {
    List<EventLog> logs = new ArrayList<>();
    for (JsonNode log : receipt(transaction).path("logs")) {
      List<Hash32> topics = new ArrayList<>();
      for (JsonNode topic : log.path("topics")) {
        topics.add(Json.hash(topic, "topic"));
      }
      logs.add(
          new EventLog(
              Json.address(log.path("address"), "address"),
              topics,
              Json.bytes(log.path("data"), "data")));
    }
    return logs;
  }

  private static JsonNode result(RpcReply reply) {
    return switch (reply) {
      case RpcReply.Result(JsonNode value) -> value;
      case RpcReply.Failure(var error) ->
          throw new AssertionError("refused with " + error.code() + ": " + error.message());
    };
  }
}
