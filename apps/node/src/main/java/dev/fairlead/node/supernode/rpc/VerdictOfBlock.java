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
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.node.supernode.BlockReport;
import dev.fairlead.node.supernode.BlockReporter;
import dev.fairlead.node.supernode.ChainSnapshot;
import dev.fairlead.node.supernode.SupernodeSnapshot;
import dev.fairlead.opstack.access.LevelNames;
import dev.fairlead.opstack.rules.BlockVerdict;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code fairlead_verdict}: whether a block's messages are valid, why not, and what is awaited. */
public final class VerdictOfBlock implements RpcMethod {
  private final Supplier<SupernodeSnapshot> snapshots;
  private final BlockReporter reporter;

  /** Reports on those snapshots. */
  public VerdictOfBlock(Supplier<SupernodeSnapshot> snapshots, BlockReporter reporter) {
    this.snapshots = snapshots;
    this.reporter = reporter;
  }

  @Override
  public RpcMethodSpec spec() {
    return RpcMethodSpec.of(
            "fairlead_verdict",
            "Says whether the messages of a block are valid, why not, and what is awaited.",
            "{\"chainId\", \"number\", \"hash\", \"verdict\", \"level\", \"reasons\", \"awaits\"}")
        .withParameters(
            Parameter.required("chainId", "chain id"),
            Parameter.required("block", "`latest` or a number"))
        .withErrors(new ErrorCode(AdmissionErrors.CHAIN_NOT_IN_SET, "chain is not followed"));
  }

  @Override
  public RpcReply call(RpcParams params, RpcSession session) throws DecodingException {
    ChainId id = params.chainId(0);
    JsonNode block = params.at(1);
    boolean isLatest = block.isString() && block.stringValue().equals("latest");
    long asked = isLatest ? 0 : params.number(1);
    SupernodeSnapshot snapshot = snapshots.get();
    Optional<ChainSnapshot> chain = snapshot.chain(id);
    if (chain.isEmpty()) {
      return RpcReply.failure(AdmissionErrors.CHAIN_NOT_IN_SET, "chain " + id + " is not followed");
    }
    long number = isLatest ? chain.get().log().tip().map(tip -> tip.number()).orElse(0L) : asked;
    return RpcReply.result(json(reporter.report(snapshot, chain.get(), number)));
  }

  private static ObjectNode json(BlockReport report) {
    ObjectNode json = Json.object();
    json.put("chainId", report.chain().toString());
    json.set("number", StatusJson.number(report.number()));
    report.hash().ifPresentOrElse(h -> json.put("hash", h.toString()), () -> json.putNull("hash"));
    json.put("verdict", name(report.verdict()));
    report
        .level()
        .ifPresentOrElse(
            level -> json.put("level", LevelNames.name(level)), () -> json.putNull("level"));
    json.set("reasons", reasons(report.verdict()));
    ArrayNode awaits = json.putArray("awaits");
    report.awaits().forEach(awaited -> awaits.add(StatusJson.awaited(awaited)));
    return json;
  }

  private static String name(BlockVerdict verdict) {
    return switch (verdict) {
      case BlockVerdict.Valid() -> "valid";
      case BlockVerdict.Invalid _ -> "invalid";
      case BlockVerdict.NotYet _ -> "not-yet";
      case BlockVerdict.NotEnoughHistory _ -> "not-enough-history";
    };
  }

  private static ArrayNode reasons(BlockVerdict verdict) {
    ArrayNode reasons = Json.array();
    switch (verdict) {
      case BlockVerdict.Valid() -> {}
      case BlockVerdict.NotYet _ -> {}
      case BlockVerdict.Invalid(var faults) ->
          faults.forEach(one ->
              reasons.add(
                  reason(one.logIndex(), one.reason().code().text(), one.reason().detail())));
      case BlockVerdict.NotEnoughHistory(var missing) ->
          missing.forEach(one ->
              reasons.add(reason(one.logIndex(), "not-enough-history", one.missing().detail())));
    }
    return reasons;
  }

  private static ObjectNode reason(int logIndex, String code, String detail) {
    ObjectNode reason = Json.object();
    reason.put("logIndex", logIndex);
    reason.put("code", code);
    reason.put("detail", detail);
    return reason;
  }
}
