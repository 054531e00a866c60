package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcHandler;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcRequest;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.jsonrpc.http.HttpRpcOptions;
import dev.fairlead.jsonrpc.http.HttpRpcServer;
import dev.fairlead.jsonrpc.http.ListenFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A real listener that answers with recorded blocks, which tests may alter first. */
final class RecordedChain implements RpcHandler, AutoCloseable {
  final Map<String, JsonNode> blocks = new ConcurrentHashMap<>();
  final Map<String, JsonNode> receipts = new ConcurrentHashMap<>();
  final Map<String, RpcReply> others = new ConcurrentHashMap<>();
  private final HttpRpcServer server;

  RecordedChain() throws ListenFailure {
    server = HttpRpcServer.start(HttpRpcOptions.loopback(0), this);
  }

  RecordedChain add(String name) throws Exception {
    JsonNode block = Vectors.block(name);
    return add(block, Vectors.receipts(name));
  }

  RecordedChain add(JsonNode block, JsonNode blockReceipts) {
    blocks.put(block.path("number").stringValue(), block);
    blocks.put(block.path("hash").stringValue(), block);
    receipts.put(block.path("hash").stringValue(), blockReceipts);
    return this;
  }

  void clear() {
    blocks.clear();
    receipts.clear();
    others.clear();
  }

  Endpoint endpoint() {
    return new Endpoint(URI.create("http://127.0.0.1:" + server.port()));
  }

  @Override
  public RpcReply handle(RpcRequest request, RpcSession session) {
    JsonNode first = request.params().json().path(0);
    String key = first.asString("");
    return switch (request.method()) {
      case "eth_getBlockByNumber", "eth_getBlockByHash" -> RpcReply.result(orNull(blocks, key));
      case "eth_getBlockReceipts" -> RpcReply.result(orNull(receipts, key));
      case "eth_getLogs" -> RpcReply.result(logs(first.path("blockHash").asString("")));
      default -> others.getOrDefault(request.method(), RpcReply.failure(-32601, "no such method"));
    };
  }

  @Override
  public void close() {
    server.close();
  }

  private JsonNode logs(String block) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode receipt : orNull(receipts, block)) {
      receipt.path("logs").forEach(all::add);
    }
    return Json.array().addAll(all);
  }

  private static JsonNode orNull(Map<String, JsonNode> known, String key) {
    return known.getOrDefault(key, JsonNodeFactory.instance.nullNode());
  }
}
