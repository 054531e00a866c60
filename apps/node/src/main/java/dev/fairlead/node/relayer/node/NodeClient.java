package dev.fairlead.node.relayer.node;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.jsonrpc.http.WebSocketRpcClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A connection that is opened when it is needed and again after it broke. Safe for many threads.
 */
public final class NodeClient implements AutoCloseable {
  private final Endpoint endpoint;
  private final RpcClientLimits limits;
  private @Nullable RpcClient client; // absent until the first call and after a break
  private boolean isClosed;

  /** Connects to nothing yet. */
  public NodeClient(Endpoint endpoint, RpcClientLimits limits) {
    this.endpoint = endpoint;
    this.limits = limits;
  }

  /** Where it calls; masked when printed. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** Makes calls together; a JSON-RPC error of one call is its answer. */
  public List<RpcAnswer<JsonNode>> exchange(List<RpcCall> calls) throws SourceFailure {
    return open().exchange(calls, Json::readTree);
  }

  /** Makes calls together; a JSON-RPC error of any is a failure. */
  public List<JsonNode> fetchAll(List<RpcCall> calls) throws SourceFailure {
    return open().fetchAll(calls, Json::readTree);
  }

  private synchronized RpcClient open() throws SourceFailure {
    if (isClosed) {
      throw new SourceFailure(SourceFailure.Kind.UNREACHABLE, endpoint + " is being closed");
    }
    if (client instanceof WebSocketRpcClient socket && socket.closed().isDone()) {
      socket.close();
      client = null;
    }
    if (client == null) {
      client =
          endpoint.isSocket()
              ? new WebSocketRpcClient(endpoint, limits)
              : new HttpRpcClient(endpoint, limits);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (client != null) {
      client.close();
    }
  }
}
