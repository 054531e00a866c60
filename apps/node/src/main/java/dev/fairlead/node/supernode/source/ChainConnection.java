package dev.fairlead.node.supernode.source;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.eth.EthClient;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.jsonrpc.http.WebSocketRpcClient;
import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.supernode.config.FollowedChain;
import dev.fairlead.node.supernode.config.SupernodeLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One connection to an execution client that has shown to serve the right chain. */
final class ChainConnection implements AutoCloseable {
  private final RpcClient client;
  private final CompletableFuture<String> ended;

  private ChainConnection(RpcClient client, CompletableFuture<String> ended) {
    this.client = client;
    this.ended = ended;
  }

  /** Connects and asks for chain id and genesis; others than expected are a failure. */
  static ChainConnection open(FollowedChain chain, SupernodeLimits limits, GenesisCheck genesis)
      throws SourceFailure {
    Endpoint endpoint = new Endpoint(chain.execution().uri());
    RpcClientLimits clientLimits = clientLimits(limits);
    ChainConnection connection;
    if (endpoint.isSocket()) {
      WebSocketRpcClient socket = new WebSocketRpcClient(endpoint, clientLimits);
      connection = new ChainConnection(socket, socket.closed());
    } else {
      HttpRpcClient http = new HttpRpcClient(endpoint, clientLimits);
      connection = new ChainConnection(http, new CompletableFuture<>());
    }
    try {
      connection.demand(chain.id(), genesis);
    } catch (SourceFailure e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  private static RpcClientLimits clientLimits(SupernodeLimits limits) {
    RpcClientLimits standard = RpcClientLimits.DEFAULT;
    return new RpcClientLimits(
        standard.connectTimeout(),
        standard.requestTimeout(),
        standard.answerBytesMax(),
        limits.requestsPerChain(),
        standard.batchLengthMax());
  }

  private void demand(ChainId expected, GenesisCheck genesis) throws SourceFailure {
    new EthClient(client).demandChain(expected);
    List<BlockLink> first = HeadReader.at(client, List.of(0L));
    if (!first.isEmpty()) { // a pruned client may not have it any more
      genesis.demand(expected, first.getFirst().hash());
    }
  }

  RpcClient client() {
    return client;
  }

  /** Completes with the reason when the connection has ended; never for HTTP. */
  CompletableFuture<String> ended() {
    return ended;
  }

  /** Whether new heads can be announced over it. */
  boolean canSubscribe() {
    return client instanceof WebSocketRpcClient;
  }

  /** Has new heads announced. */
  void subscribe(Consumer<JsonNode> listener) throws SourceFailure {
    if (client instanceof WebSocketRpcClient socket) {
      socket.subscribe(List.of(JsonNodeFactory.instance.stringNode("newHeads")), listener);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
