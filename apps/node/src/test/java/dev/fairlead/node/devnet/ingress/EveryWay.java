package dev.fairlead.node.devnet.ingress;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.jsonrpc.http.WebSocketRpcClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The ways to the public port of a chain: by HTTP and by WebSocket, alone and in a batch. */
public final class EveryWay implements AutoCloseable {
  final HttpRpcClient http;
  final WebSocketRpcClient webSocket;

  /** Opens both transports. */
  public EveryWay(ChainIngress ingress) throws SourceFailure {
    this.http = new HttpRpcClient(new Endpoint(ingress.http()), RpcClientLimits.DEFAULT);
    this.webSocket =
        new WebSocketRpcClient(new Endpoint(ingress.webSocket()), RpcClientLimits.DEFAULT);
  }

  /** What the port answers to one call, by the way that it took. */
  public Map<String, RpcAnswer<JsonNode>> ask(RpcCall call) throws Exception {
    Map<String, RpcAnswer<JsonNode>> answers = new LinkedHashMap<>();
    for (RpcClient client : List.of(http, webSocket)) {
      String transport = client == http ? "HTTP" : "WebSocket";
      answers.put(transport, client.exchange(List.of(call), Json::readTree).getFirst());
      List<RpcCall> batch = List.of(RpcCall.of("eth_chainId"), call, RpcCall.of("eth_syncing"));
      answers.put(transport + " batch", client.exchange(batch, Json::readTree).get(1));
    }
    return answers;
  }

  @Override
  public void close() {
    http.close();
    webSocket.close();
  }
}
