package dev.fairlead.node.relayer;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethodSpec;
import dev.fairlead.jsonrpc.RpcMethodSpec.Parameter;
import dev.fairlead.jsonrpc.RpcMethods;
import dev.fairlead.jsonrpc.RpcParams;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcServer;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.jsonrpc.http.HttpRpcOptions;
import dev.fairlead.jsonrpc.http.HttpRpcServer;
import dev.fairlead.kernel.bytes.DecodingException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A service with the verifier's method that answers what a test wants. */
final class StandInVerifier implements AutoCloseable, RpcMethod {
  /** What it was asked: the executing descriptor. */
  final ConcurrentLinkedQueue<JsonNode> descriptors = new ConcurrentLinkedQueue<>();

  private final AtomicReference<RpcReply> answer = new AtomicReference<>(RpcReply.nothing());
  private final RpcServer server;

  StandInVerifier() throws Exception {
    server = HttpRpcServer.start(HttpRpcOptions.loopback(0), new RpcMethods(List.of(this)));
  }

  Endpoint endpoint() {
    return new Endpoint(URI.create("http://127.0.0.1:" + server.port()));
  }

  void admitAll() {
    answer.set(RpcReply.nothing());
  }

  void refuse(int code, String reason) {
    ObjectNode data = Json.object().put("code", reason);
    answer.set(new RpcReply.Failure(new RpcError(code, reason, data)));
  }

  @Override
  public RpcMethodSpec spec() {
    return RpcMethodSpec.of("interop_checkAccessList", "Answers what the test wants.", "null")
        .withParameters(
            Parameter.required("inboxEntries", "keys"),
            Parameter.required("minSafety", "level"),
            Parameter.required("executingDescriptor", "descriptor"));
  }

  @Override
  public RpcReply call(RpcParams params, RpcSession session) throws DecodingException {
    descriptors.add(params.at(2));
    return answer.get();
  }

  @Override
  public void close() {
    server.close();
  }
}
