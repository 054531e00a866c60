package dev.fairlead.jsonrpc.proxy;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RawJson;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcParams;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcRequest;
import dev.fairlead.jsonrpc.RpcShape;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the inspection of one message came to: the text to pass on and the answers given here.
 *
 * @param isBatch whether the message is an array
 * @param forwarded the text to pass on, unchanged where nothing was taken out; empty if nothing is
 * @param passedIds ids of the calls passed on that expect an answer, as JSON text
 * @param local answers given here, as JSON text
 */
record Screening(boolean isBatch, String forwarded, List<String> passedIds, List<String> local) {
  Screening {
    passedIds = List.copyOf(passedIds);
    local = List.copyOf(local);
  }

  /** Shows every call of the message to the inspection. */
  static Screening of(JsonNode json, String message, Inspection inspection)
      throws DecodingException {
    List<JsonNode> calls = new ArrayList<>();
    json.forEach(calls::add);
    boolean isBatch = json.isArray();
    if (!isBatch) {
      calls = List.of(json);
    }
    List<Integer> passed = new ArrayList<>();
    List<String> passedIds = new ArrayList<>();
    List<String> local = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      JsonNode call = calls.get(i);
      Optional<RpcReply> reply = judge(call, inspection);
      JsonNode id = call.path("id");
      if (reply.isEmpty()) {
        passed.add(i);
        if (!id.isMissingNode()) {
          passedIds.add(Json.write(id));
        }
      } else if (!id.isMissingNode() || flaw(call).isPresent()) {
        local.add(Json.write(RpcShape.reply(RpcShape.idOf(call), reply.get())));
      }
    }
    String forwarded = passed.size() == calls.size() ? message : select(message, passed);
    return new Screening(isBatch, forwarded, passedIds, local);
  }

  /** The answer if nothing was passed on. */
  Optional<String> localAnswer() {
    if (local.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(isBatch ? RawJson.array(local) : local.getFirst());
  }

  /** Joins the service's answer to what was passed on with the answers given here. */
  Optional<String> merge(String answer) {
    if (answer.isBlank()) {
      return localAnswer();
    }
    if (local.isEmpty()) {
      return Optional.of(answer);
    }
    List<String> all = new ArrayList<>();
    try {
      all.addAll(RawJson.isArray(answer) ? RawJson.elements(answer) : List.of(answer));
    } catch (DecodingException e) {
      return Optional.of(answer); // not JSON: the caller sees what came
    }
    all.addAll(local);
    return Optional.of(RawJson.array(all));
  }

  /** The answer if the service cannot be reached: {@code reply} to every call passed on. */
  Optional<String> answerAll(RpcReply reply) {
    List<String> all = new ArrayList<>();
    for (String id : passedIds) {
      try {
        all.add(Json.write(RpcShape.reply(Json.parse(id), reply)));
      } catch (DecodingException e) {
        throw new IllegalStateException("an id written by us is no JSON: " + id, e);
      }
    }
    all.addAll(local);
    return new Screening(isBatch, "", List.of(), all).localAnswer();
  }

  private static Optional<RpcReply> judge(JsonNode call, Inspection inspection) {
    Optional<String> flaw = flaw(call);
    if (flaw.isPresent()) {
      return Optional.of(RpcReply.failure(RpcError.INVALID_REQUEST, flaw.get()));
    }
    return inspection.inspect(
        new RpcRequest(
            call.path("method").stringValue(),
            RpcParams.of(call.path("params")),
            call.path("id").isMissingNode()));
  }

  // Only what could not be inspected is refused here; all else is for the service to judge.
  private static Optional<String> flaw(JsonNode call) {
    JsonNode params = call.path("params");
    if (!call.isObject() || !call.path("method").isString()) {
      return Optional.of("a call must be a JSON object with a method");
    }
    return params.isContainer() || params.isNull() || params.isMissingNode()
        ? Optional.empty()
        : Optional.of("member \"params\" must be an array or an object");
  }

  private static String select(String message, List<Integer> passed) throws DecodingException {
    if (passed.isEmpty()) {
      return "";
    }
    List<String> elements = RawJson.elements(message);
    return RawJson.array(passed.stream().map(elements::get).toList());
  }
}
