package dev.fairlead.node.supernode.rpc;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethodSpec;
import dev.fairlead.jsonrpc.RpcMethodSpec.ErrorCode;
import dev.fairlead.jsonrpc.RpcMethodSpec.Parameter;
import dev.fairlead.jsonrpc.RpcParams;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.supernode.AdmissionAnswer;
import dev.fairlead.node.supernode.AdmissionAnswer.Judged;
import dev.fairlead.node.supernode.AdmissionService;
import dev.fairlead.opstack.access.AccessVerdict.Refused;
import dev.fairlead.opstack.access.LevelNames;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import dev.fairlead.opstack.rules.InvalidMessage.ChainNotInSet;
import dev.fairlead.opstack.rules.Outcome;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code interop_checkAccessList}, formerly {@code supervisor_checkAccessList}: whether the
 * messages that a transaction announces may be executed (section 5b).
 */
public final class CheckAccessList implements RpcMethod {
  private final AdmissionService admission;
  private final int keysMax;

  /**
   * Asks that service.
   *
   * @param groupsMax groups that one call may have; longer lists are refused before they are read
   */
  public CheckAccessList(AdmissionService admission, int groupsMax) {
    this.admission = admission;
    this.keysMax = (int) Math.min(3L * groupsMax, Integer.MAX_VALUE);
  }

  @Override
  public RpcMethodSpec spec() {
    return RpcMethodSpec.of(
            "interop_checkAccessList",
            "Says whether the messages that a transaction announces may be executed.",
            "null")
        .withAliases("supervisor_checkAccessList")
        .withParameters(
            Parameter.required("inboxEntries", "list of storage keys under the inbox"),
            Parameter.required("minSafety", "unsafe, cross-unsafe, local-safe, safe or finalized"),
            Parameter.required(
                "executingDescriptor", "{\"chainID\", \"timestamp\", optional \"timeout\"}"))
        .withErrors(
            new ErrorCode(AdmissionErrors.BACK_FILLING, "source chain is being back-filled"),
            new ErrorCode(AdmissionErrors.NOT_ENOUGH_HISTORY, "block is not stored any more"),
            new ErrorCode(AdmissionErrors.CHAIN_NOT_IN_SET, "chain unknown or not accepted"),
            new ErrorCode(AdmissionErrors.INVALID, "message is invalid"),
            new ErrorCode(AdmissionErrors.FAILSAFE, "operator refuses all messages"),
            new ErrorCode(AdmissionErrors.LEVEL_NOT_REACHED, "block is below the level"),
            new ErrorCode(AdmissionErrors.NOT_INDEXED, "block is not there yet"));
  }

  @Override
  public RpcReply call(RpcParams params, RpcSession session) throws DecodingException {
    List<Hash32> keys = keys(params.at(0));
    SafetyLevel level = level(params.string(1));
    JsonNode descriptor = params.at(2);
    if (!descriptor.isObject()) {
      throw new DecodingException("parameter 2: expected an executing descriptor");
    }
    long timestamp = Json.number(descriptor.path("timestamp"), "parameter 2.timestamp");
    JsonNode timeout = descriptor.path("timeout");
    long timeoutSeconds = isAbsent(timeout) ? 0 : Json.number(timeout, "parameter 2.timeout");
    JsonNode chain = chainOf(descriptor);
    ChainId executing =
        isAbsent(chain) ? ChainId.of(0) : Json.chainId(chain, "parameter 2.chainID");
    AdmissionAnswer answer =
        admission.check(keys, level, new ExecutingDescriptor(executing, timestamp, timeoutSeconds));
    if (isAbsent(chain)
        && answer instanceof Judged(Refused(int group, Outcome.Invalid(ChainNotInSet _)))) {
      return new RpcReply.Failure(AdmissionErrors.noExecutingChain(group));
    }
    return AdmissionErrors.of(answer)
        .<RpcReply>map(RpcReply.Failure::new)
        .orElseGet(RpcReply::nothing);
  }

  private List<Hash32> keys(JsonNode list) throws DecodingException {
    if (!list.isArray()) {
      throw new DecodingException("parameter 0: expected a list of storage keys");
    }
    if (list.size() > keysMax) {
      throw new DecodingException(
          "parameter 0: " + list.size() + " storage keys, at most " + keysMax);
    }
    List<Hash32> keys = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      keys.add(Json.hash(list.get(i), "parameter 0[" + i + "]"));
    }
    return keys;
  }

  private static SafetyLevel level(String name) throws DecodingException {
    try {
      return LevelNames.parse(name);
    } catch (DecodingException e) {
      throw new DecodingException("parameter 1: " + e.getMessage(), e);
    }
  }

  private static JsonNode chainOf(JsonNode descriptor) {
    JsonNode upstream = descriptor.path("chainID");
    return isAbsent(upstream) ? descriptor.path("chainId") : upstream;
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
