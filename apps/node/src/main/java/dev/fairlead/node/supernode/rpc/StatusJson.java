package dev.fairlead.node.supernode.rpc;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.history.HistoryChange;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.node.supernode.AwaitedNames;
import dev.fairlead.opstack.follow.FollowSnapshot;
import dev.fairlead.opstack.follow.FollowState;
import dev.fairlead.opstack.rules.Awaited;
import dev.fairlead.opstack.rules.InvalidBlock;
import dev.fairlead.opstack.verifier.RoundAwaited;
import dev.fairlead.opstack.verifier.RoundSnapshot;
import dev.fairlead.opstack.verifier.RoundState;
import java.math.BigInteger;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON forms of blocks and states; numbers are JSON numbers, as upstream writes them. */
final class StatusJson {
  private StatusJson() {}

  /** An unsigned number. */
  static JsonNode number(long unsigned) {
    return unsigned >= 0
        ? JsonNodeFactory.instance.numberNode(unsigned)
        : JsonNodeFactory.instance.numberNode(new BigInteger(Long.toUnsignedString(unsigned)));
  }

  /** An unsigned number, or null. */
  static JsonNode number(OptionalLong unsigned) {
    return unsigned.isPresent()
        ? number(unsigned.getAsLong())
        : JsonNodeFactory.instance.nullNode();
  }

  /** {@code BlockID}. */
  static ObjectNode blockId(BlockRef ref) {
    ObjectNode json = Json.object();
    json.put("hash", ref.hash().toString());
    json.set("number", number(ref.number()));
    return json;
  }

  /** {@code L1BlockRef} of a base-chain block that is not known. */
  static ObjectNode unknownBase() {
    ObjectNode json = blockId(new BlockRef(0, Hash32.ZERO));
    json.put("parentHash", Hash32.ZERO.toString());
    json.put("timestamp", 0);
    return json;
  }

  /** {@code L2BlockRef} without its origin, which an execution client does not tell. */
  static ObjectNode memberBlock(BlockSeal seal) {
    ObjectNode json = blockId(seal.ref());
    json.put("parentHash", seal.parentHash().toString());
    json.set("timestamp", number(seal.timestamp()));
    return withOrigin(json);
  }

  /** {@code L2BlockRef} of no block. */
  static ObjectNode noMemberBlock() {
    return withOrigin(unknownBase());
  }

  private static ObjectNode withOrigin(ObjectNode json) {
    json.set("l1origin", blockId(new BlockRef(0, Hash32.ZERO)));
    json.put("sequenceNumber", 0);
    return json;
  }

  /** What a message waits for. */
  static ObjectNode awaited(Awaited awaited) {
    return awaited(
        AwaitedNames.code(awaited), awaited.chain().toString(), AwaitedNames.detail(awaited));
  }

  /** What a component waits for. */
  static ObjectNode awaited(RoundAwaited awaited) {
    return awaited(
        AwaitedNames.code(awaited),
        AwaitedNames.chain(awaited).map(Object::toString).orElse(""),
        AwaitedNames.detail(awaited));
  }

  private static ObjectNode awaited(String code, String chain, String detail) {
    ObjectNode json = Json.object();
    json.put("code", code);
    if (!chain.isEmpty()) {
      json.put("chainId", chain);
    }
    json.put("detail", detail);
    return json;
  }

  /** The state of the safe lane of one component. */
  static ObjectNode component(RoundSnapshot lane) {
    ObjectNode json = Json.object();
    ArrayNode members = json.putArray("chain_ids");
    lane.members().forEach(chain -> members.add(chain.toString()));
    json.put("state", state(lane.state()));
    if (lane.state() instanceof RoundState.Halted(var halt)) {
      json.put("halt", halt.code().text());
    }
    json.set("start_timestamp", number(lane.progress().start()));
    json.set("verified_timestamp", number(lane.progress().verified()));
    json.set("finalized_timestamp", number(lane.progress().finalized()));
    ArrayNode awaits = json.putArray("awaits");
    lane.awaited().forEach(awaited -> awaits.add(awaited(awaited)));
    ArrayNode invalid = json.putArray("invalid");
    lane.invalid().forEach(block -> invalid.add(invalid(block)));
    json.put("denied", lane.denied().size());
    return json;
  }

  private static ObjectNode invalid(InvalidBlock block) {
    ObjectNode json = Json.object();
    json.put("chainId", block.block().chain().toString());
    json.setAll(blockId(block.block().ref()));
    ArrayNode reasons = json.putArray("reasons");
    block
        .faults()
        .forEach(fault -> {
          ObjectNode reason = reasons.addObject();
          reason.put("logIndex", fault.logIndex());
          reason.put("code", fault.reason().code().text());
          reason.put("detail", fault.reason().detail());
        });
    return json;
  }

  /** Where following one chain stands. */
  static ObjectNode follow(FollowSnapshot follow) {
    ObjectNode json = Json.object();
    switch (follow.state()) {
      case FollowState.AwaitingSource() -> json.put("state", "awaiting-source");
      case FollowState.LocatingStart() -> json.put("state", "locating-start");
      case FollowState.BackFilling(long first, long next, long target) -> {
        json.put("state", "back-filling");
        json.set("first_block", number(first));
        json.set("next_block", number(next));
        json.set("target_block", number(target));
      }
      case FollowState.Live(long behind) -> {
        json.put("state", "live");
        json.set("blocks_behind", number(behind));
      }
      case FollowState.SearchingAncestor() -> json.put("state", "searching-ancestor");
      case FollowState.Halted(var halt) -> {
        json.put("state", "halted");
        json.put("halt", halt.code().text());
      }
    }
    json.put("failures_in_a_row", follow.failures());
    ArrayNode undone = json.putArray("undone");
    follow.undone().forEach(change -> undone.add(undone(change)));
    return json;
  }

  private static ObjectNode undone(HistoryChange.Rewound change) {
    ObjectNode json = Json.object();
    json.set("back_to", blockId(change.to()));
    ArrayNode blocks = json.putArray("blocks");
    change.undone().forEach(block -> blocks.add(blockId(block)));
    return json;
  }

  private static String state(RoundState state) {
    return switch (state) {
      case RoundState.ColdStart() -> "cold-start";
      case RoundState.Resuming() -> "resuming";
      case RoundState.Running() -> "running";
      case RoundState.CarryingOut _ -> "carrying-out";
      case RoundState.Halted _ -> "halted";
    };
  }
}
