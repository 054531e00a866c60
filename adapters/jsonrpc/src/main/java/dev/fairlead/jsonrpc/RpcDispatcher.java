package dev.fairlead.jsonrpc;

import dev.fairlead.kernel.bytes.DecodingException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks JSON-RPC 2.0 in front of an {@link RpcHandler}: parses within limits, refuses what is no
 * call, answers batches in order, stays silent to notifications.
 */
public final class RpcDispatcher implements RpcService {
  private static final System.Logger LOG = System.getLogger(RpcDispatcher.class.getName());

  private final RpcHandler handler;
  private final RpcLimits limits;
  private final JsonMapper mapper;

  /** Answers with {@code handler} within {@code limits}. */
  public RpcDispatcher(RpcHandler handler, RpcLimits limits) {
    this.handler = handler;
    this.limits = limits;
    this.mapper = Json.mapper(limits.nestingMax(), limits.numberDigitsMax());
  }

  @Override
  public Optional<String> answer(String message, RpcSession session) {
    JsonNode node;
    try {
      node = Json.parse(mapper, message);
    } catch (DecodingException e) {
      return Optional.of(Json.write(failure(RpcError.PARSE_ERROR, String.valueOf(e.getMessage()))));
    }
    Optional<? extends JsonNode> reply =
        node.isArray() ? answerBatch(node, session) : answerCall(node, session);
    return reply.map(Json::write);
  }

  private Optional<? extends JsonNode> answerBatch(JsonNode calls, RpcSession session) {
    if (calls.isEmpty()) {
      return Optional.of(failure(RpcError.INVALID_REQUEST, "the batch is empty"));
    }
    if (calls.size() > limits.batchLengthMax()) {
      return Optional.of(
          failure(
              RpcError.INVALID_REQUEST,
              "batch of " + calls.size() + " calls, at most " + limits.batchLengthMax()));
    }
    ArrayNode replies = Json.array();
    for (JsonNode call : calls) {
      answerCall(call, session).ifPresent(replies::add);
    }
    return replies.isEmpty() ? Optional.empty() : Optional.of(replies);
  }

  private Optional<ObjectNode> answerCall(JsonNode call, RpcSession session) {
    Optional<String> flaw = RpcShape.flawOf(call);
    if (flaw.isPresent()) {
      return Optional.of(
          RpcShape.reply(
              RpcShape.idOf(call), RpcReply.failure(RpcError.INVALID_REQUEST, flaw.get())));
    }
    boolean isNotification = call.path("id").isMissingNode();
    RpcReply reply =
        carryOut(
            new RpcRequest(
                call.path("method").stringValue(),
                RpcParams.of(call.path("params")),
                isNotification),
            session);
    return isNotification ? Optional.empty() : Optional.of(RpcShape.reply(call.path("id"), reply));
  }

  // The edge of the event loop of callers: a bug in one handler must not take the listener down.
  private RpcReply carryOut(RpcRequest request, RpcSession session) {
    try {
      return handler.handle(request, session);
    } catch (DecodingException e) {
      return RpcReply.failure(RpcError.INVALID_PARAMS, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "rpc-handler-failed method=" + request.method(), e);
      return RpcReply.failure(RpcError.INTERNAL_ERROR, "internal error, see the log of the server");
    }
  }

  private static ObjectNode failure(int code, String message) {
    return RpcShape.reply(JsonNodeFactory.instance.nullNode(), RpcReply.failure(code, message));
  }
}
