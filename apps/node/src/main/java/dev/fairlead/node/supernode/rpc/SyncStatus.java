package dev.fairlead.node.supernode.rpc;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcMethod;
import dev.fairlead.jsonrpc.RpcMethodSpec;
import dev.fairlead.jsonrpc.RpcParams;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcSession;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealLookup;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.node.supernode.ChainSnapshot;
import dev.fairlead.node.supernode.SupernodeSnapshot;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code supernode_syncStatus}: heads of all chains in the form of upstream (section 5a), and under
 * {@code fairlead} what holds each lane. Base-chain blocks are zero: execution clients do not tell
 * them.
 */
public final class SyncStatus implements RpcMethod {
  private final Supplier<SupernodeSnapshot> snapshots;

  /** Answers from those snapshots. */
  public SyncStatus(Supplier<SupernodeSnapshot> snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public RpcMethodSpec spec() {
    return RpcMethodSpec.of(
        "supernode_syncStatus",
        "Gives the heads of all chains, the verified timestamps and what is awaited.",
        "{\"chains\", \"chain_ids\", \"current_l1\", \"safe_timestamp\", …, \"fairlead\"}");
  }

  @Override
  public RpcReply call(RpcParams params, RpcSession session) {
    SupernodeSnapshot snapshot = snapshots.get();
    ObjectNode json = Json.object();
    ObjectNode chains = json.putObject("chains");
    ArrayNode ids = json.putArray("chain_ids");
    snapshot.chains().forEach((id, chain) -> chains.set(id.toString(), chain(chain)));
    snapshot.chains().keySet().forEach(id -> ids.add(id.toString()));
    json.set("current_l1", StatusJson.blockId(new BlockRef(0, Hash32.ZERO)));
    json.set(
        "safe_timestamp",
        StatusJson.number(
            lowest(snapshot.components().stream().map(lane -> lane.progress().verified()))));
    json.set(
        "local_safe_timestamp",
        StatusJson.number(
            lowest(
                snapshot.chains().values().stream()
                    .map(chain -> timestamp(chain, SafetyLevel.LOCAL_SAFE)))));
    json.set(
        "finalized_timestamp",
        StatusJson.number(
            lowest(snapshot.components().stream().map(lane -> lane.progress().finalized()))));
    json.set("fairlead", ours(snapshot));
    return RpcReply.result(json);
  }

  private static ObjectNode ours(SupernodeSnapshot snapshot) {
    ObjectNode json = Json.object();
    ArrayNode components = json.putArray("components");
    snapshot.components().forEach(lane -> components.add(StatusJson.component(lane)));
    ObjectNode chains = json.putObject("chains");
    snapshot
        .chains()
        .forEach((id, chain) -> chains.set(id.toString(), StatusJson.follow(chain.follow())));
    return json;
  }

  private static ObjectNode chain(ChainSnapshot chain) {
    ObjectNode json = Json.object();
    for (String name :
        new String[] {"current_l1", "current_l1_finalized", "head_l1", "safe_l1", "finalized_l1"}) {
      json.set(name, StatusJson.unknownBase());
    }
    json.set("unsafe_l2", block(chain, SafetyLevel.UNSAFE));
    json.set("safe_l2", block(chain, SafetyLevel.CROSS_SAFE));
    json.set("finalized_l2", block(chain, SafetyLevel.FINALIZED));
    json.set("pending_safe_l2", block(chain, SafetyLevel.LOCAL_SAFE));
    json.set("cross_unsafe_l2", block(chain, SafetyLevel.CROSS_UNSAFE));
    json.set("local_safe_l2", block(chain, SafetyLevel.LOCAL_SAFE));
    return json;
  }

  private static ObjectNode block(ChainSnapshot chain, SafetyLevel level) {
    return seal(chain, level).map(StatusJson::memberBlock).orElseGet(StatusJson::noMemberBlock);
  }

  private static OptionalLong timestamp(ChainSnapshot chain, SafetyLevel level) {
    Optional<BlockSeal> seal = seal(chain, level);
    return seal.isPresent() ? OptionalLong.of(seal.get().timestamp()) : OptionalLong.empty();
  }

  private static Optional<BlockSeal> seal(ChainSnapshot chain, SafetyLevel level) {
    return chain
        .heads()
        .head(level)
        .flatMap(head ->
            chain.log().seal(head.number()) instanceof SealLookup.Found(BlockSeal seal)
                    && seal.hash().equals(head.hash())
                ? Optional.of(seal)
                : Optional.empty());
  }

  /** The lowest of all; 0 if one is missing. */
  private static long lowest(Stream<OptionalLong> timestamps) {
    return timestamps
        .mapToLong(t -> t.orElse(0))
        .reduce((a, b) -> Long.compareUnsigned(a, b) <= 0 ? a : b)
        .orElse(0);
  }
}
