package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.messagelog.BlockSeal;
import dev.fairlead.kernel.messagelog.SealedBlock;
import dev.fairlead.opstack.rules.BlockVerdict;
import dev.fairlead.opstack.rules.BlockVerdict.Undecidable;
import dev.fairlead.opstack.rules.MessageFault;
import dev.fairlead.opstack.rules.WorldVerdicts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** The verdicts on a world in their printed form: chains by number, blocks by height. */
record VerdictReport(World world, WorldVerdicts verdicts) {
  ObjectNode json() {
    ObjectNode heads = Json.object();
    ArrayNode blocks = Json.array();
    world
        .chains()
        .forEach((chain, list) -> {
          heads.set(chain.toString(), head(list));
          for (int i = 0; i < list.size(); i++) {
            blocks.add(block(chain, list.get(i).seal(), verdicts.verdict(chain, i)));
          }
        });
    ObjectNode report = Json.object();
    OptionalLong verified = verdicts.verifiedTimestamp();
    report.set(
        "verifiedTimestamp",
        verified.isPresent() ? JsonForms.number(verified.getAsLong()) : NullNode.getInstance());
    report.set("heads", heads);
    report.set("blocks", blocks);
    return report;
  }

  /** Where the given blocks do not reach back far enough; the report itself has no room for it. */
  Optional<String> missingHistory() {
    for (var entry : world.chains().entrySet()) {
      for (int i = 0; i < entry.getValue().size(); i++) {
        BlockSeal seal = entry.getValue().get(i).seal();
        if (verdicts.verdict(entry.getKey(), i).orElse(null)
            instanceof BlockVerdict.NotEnoughHistory(List<Undecidable> missing)) {
          return Optional.of(missingHistory(entry.getKey(), seal, missing.getFirst()));
        }
      }
    }
    return Optional.empty();
  }

  private static String missingHistory(ChainId chain, BlockSeal seal, Undecidable message) {
    return "not enough history for block %s of chain %s, log %d: %s"
        .formatted(
            Long.toUnsignedString(seal.number()),
            chain,
            message.logIndex(),
            message.missing().detail());
  }

  private JsonNode head(List<SealedBlock> blocks) {
    JsonNode head = NullNode.getInstance();
    if (verdicts.verifiedTimestamp().isPresent()) {
      long verified = verdicts.verifiedTimestamp().getAsLong();
      for (SealedBlock block : blocks) {
        if (Long.compareUnsigned(block.seal().timestamp(), verified) <= 0) {
          head = JsonForms.number(block.seal().number());
        }
      }
    }
    return head;
  }

  private static ObjectNode block(ChainId chain, BlockSeal seal, Optional<BlockVerdict> verdict) {
    ObjectNode node = Json.object();
    node.put("chainId", chain.toString());
    node.set("number", JsonForms.number(seal.number()));
    node.put("verdict", verdict.map(VerdictReport::name).orElse("not-reached"));
    ArrayNode reasons = node.putArray("reasons");
    if (verdict.orElse(null) instanceof BlockVerdict.Invalid(List<MessageFault> faults)) {
      for (MessageFault fault : faults) {
        ObjectNode reason = reasons.addObject();
        reason.put("logIndex", fault.logIndex());
        reason.put("code", fault.reason().code().text());
        reason.put("detail", fault.reason().detail());
      }
    }
    return node;
  }

  private static String name(BlockVerdict verdict) {
    return switch (verdict) {
      case BlockVerdict.Valid() -> "valid";
      case BlockVerdict.Invalid _ -> "invalid";
      case BlockVerdict.NotYet _ -> "not-yet";
      case BlockVerdict.NotEnoughHistory _ -> "not-enough-history";
    };
  }
}
