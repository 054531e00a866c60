package dev.fairlead.node.relayer.node;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.access.LevelNames;
import dev.fairlead.opstack.relay.Admission;
import dev.fairlead.opstack.relay.RelayEffect;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks a supernode, or any service with its method, whether a message may be executed. */
public final class Verifier {
  private static final String METHOD = "interop_checkAccessList";

  private final NodeClient client;

  /** Asks through that client. */
  public Verifier(NodeClient client) {
    this.client = client;
  }

  /** The answer to one question. */
  public Admission check(RelayEffect.QueryAdmission query) throws SourceFailure {
    ArrayNode keys = Json.array();
    AccessListCodec.encode(query.access()).forEach(key -> keys.add(key.toString()));
    RelayEffect.Execution execution = query.execution();
    ObjectNode descriptor =
        Json.object()
            .put("chainID", execution.chain().toString())
            .put("timestamp", Json.quantity(execution.timestamp()))
            .put("timeout", Json.quantity(execution.timeoutSeconds()));
    JsonNode level = JsonNodeFactory.instance.stringNode(LevelNames.name(execution.level()));
    RpcAnswer<JsonNode> answer =
        client.exchange(List.of(RpcCall.of(METHOD, keys, level, descriptor))).getFirst();
    return switch (answer) {
      case RpcAnswer.Value<JsonNode>(JsonNode _) -> new Admission.Admitted();
      case RpcAnswer.Refusal<JsonNode>(RpcError error) ->
          AdmissionErrors.read(error)
              .orElseThrow(() ->
                  new SourceFailure(
                      client.endpoint()
                          + " refused "
                          + METHOD
                          + ": "
                          + Json.excerpt(error.message()),
                      error));
    };
  }
}
