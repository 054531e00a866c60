package dev.fairlead.node.supernode;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcHandler;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcRequest;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.jsonrpc.http.HttpRpcOptions;
import dev.fairlead.jsonrpc.http.HttpRpcServer;
import java.net.URI;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A real server that passes calls on to a chain and may change what comes back. */
final class TamperedUpstream implements RpcHandler, AutoCloseable {
  /** What becomes of one answer. */
  @FunctionalInterface
  interface Tampering {
    /** Passes everything on unchanged. */
    Tampering NONE = (_, _, result) -> result;

    /** Changes the result of a call; the result may be changed in place. */
    JsonNode change(String method, JsonNode params, JsonNode result);
  }

  private final HttpRpcServer server;
  private final HttpRpcClient chain;
  private volatile Tampering tampering = Tampering.NONE;

  TamperedUpstream(URI chain) throws Exception {
    this.chain = client(chain);
    this.server = HttpRpcServer.start(HttpRpcOptions.loopback(0), this);
  }

  URI http() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  void tamper(Tampering next) {
    tampering = next;
  }

  @Override
  public RpcReply handle(RpcRequest request, RpcSession session) {
    JsonNode params = request.params().json();
    JsonNode[] list = StreamSupport.stream(params.spliterator(), false).toArray(JsonNode[]::new);
    try {
      return switch (chain.call(request.method(), list)) {
        case RpcReply.Result(JsonNode value) ->
            RpcReply.result(tampering.change(request.method(), params, value));
        case RpcReply.Failure failure -> failure;
      };
    } catch (SourceFailure e) {
      return RpcReply.failure(RpcError.INTERNAL_ERROR, Json.excerpt(e.toString()));
    }
  }

  @Override
  public void close() {
    server.close();
    chain.close();
  }

  private static HttpRpcClient client(URI chain) {
    return new HttpRpcClient(new Endpoint(chain), RpcClientLimits.DEFAULT);
  }
}
