package dev.fairlead.node.supernode.rpc;

import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethodSpec;
import dev.fairlead.jsonrpc.RpcMethodSpec.ErrorCode;
import dev.fairlead.jsonrpc.RpcMethodSpec.Parameter;
import dev.fairlead.jsonrpc.RpcParams;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.LogView;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.node.supernode.ChainSnapshot;
import dev.fairlead.node.supernode.SupernodeSnapshot;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** {@code interop_getBlockHashByNumber}: the hash of an indexed block (section 5c). */
public final class BlockHashByNumber implements RpcMethod {
  private final Supplier<SupernodeSnapshot> snapshots;

  /** Answers from those snapshots. */
  public BlockHashByNumber(Supplier<SupernodeSnapshot> snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public RpcMethodSpec spec() {
    return RpcMethodSpec.of(
            "interop_getBlockHashByNumber", "Gives the hash of an indexed block.", "block hash")
        .withParameters(
            Parameter.required("chainId", "chain id"),
            Parameter.required("block", "`latest` or a number"))
        .withErrors(
            new ErrorCode(AdmissionErrors.CHAIN_NOT_IN_SET, "chain is not followed"),
            new ErrorCode(AdmissionErrors.NOT_INDEXED, "block not found: not there yet"),
            new ErrorCode(AdmissionErrors.NOT_ENOUGH_HISTORY, "block not found: below the first"));
  }

  @Override
  public RpcReply call(RpcParams params, RpcSession session) throws DecodingException {
    ChainId id = params.chainId(0);
    Optional<ChainSnapshot> chain = snapshots.get().chain(id);
    if (chain.isEmpty()) {
      return RpcReply.failure(AdmissionErrors.CHAIN_NOT_IN_SET, "chain " + id + " is not followed");
    }
    LogView log = chain.get().log();
    JsonNode block = params.at(1);
    if (block.isString() && block.stringValue().equals("latest")) {
      return log.tip()
          .map(tip -> RpcReply.result(tip.hash().toString()))
          .orElseGet(() -> missing(AdmissionErrors.NOT_INDEXED, "no block is indexed yet"));
    }
    return switch (log.seal(params.number(1))) {
      case SealLookup.Found(var seal) -> RpcReply.result(seal.hash().toString());
      case SealLookup.Ahead() ->
          missing(AdmissionErrors.NOT_INDEXED, "the block is not indexed yet");
      case SealLookup.BelowFirst(long first) ->
          missing(
              AdmissionErrors.NOT_ENOUGH_HISTORY,
              "the first indexed block is " + Long.toUnsignedString(first));
    };
  }

  private static RpcReply missing(int code, String why) {
    // Upstream clients recognise this case by the words "not found".
    return new RpcReply.Failure(RpcError.of(code, "not found: " + why));
  }
}
