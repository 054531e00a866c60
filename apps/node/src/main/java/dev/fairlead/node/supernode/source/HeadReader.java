package dev.fairlead.node.supernode.source;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.eth.BlockSelector;
import dev.fairlead.jsonrpc.eth.BlockSource;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.safety.SafetyLevel;
import dev.fairlead.opstack.evm.BlockHeader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Asks an execution client for headers: the newest, the labelled, or those at given heights. What
 * newest and labelled blocks say is not checked: it counts once the blocks themselves are stored.
 */
final class HeadReader {
  private final RpcClient client;

  HeadReader(RpcClient client) {
    this.client = client;
  }

  /**
   * The newest block and the labelled ones, asked for together.
   *
   * @param latest the newest block
   * @param labels what the client knows of safe and finalized
   */
  record Heads(BlockLink latest, Map<SafetyLevel, BlockLink> labels) {
    Heads {
      labels = Map.copyOf(labels);
    }
  }

  /** Asks for newest and labelled blocks; a label that the client cannot name is left out. */
  Heads heads() throws SourceFailure {
    List<RpcAnswer<JsonNode>> answers =
        client.exchange(
            Stream.of("latest", "safe", "finalized").map(HeadReader::byTag).toList(),
            parser -> Json.readTree(parser));
    Optional<BlockLink> latest = link(answers.get(0));
    if (latest.isEmpty()) {
      throw new SourceFailure(
          SourceFailure.Kind.NOT_FOUND, client.endpoint() + " has no latest block");
    }
    Map<SafetyLevel, BlockLink> labels = new EnumMap<>(SafetyLevel.class);
    link(answers.get(1)).ifPresent(safe -> labels.put(SafetyLevel.LOCAL_SAFE, safe));
    link(answers.get(2)).ifPresent(last -> labels.put(SafetyLevel.FINALIZED, last));
    return new Heads(latest.get(), labels);
  }

  /** The headers at these heights, checked; heights without a block are left out. */
  static List<BlockLink> at(RpcClient client, List<Long> numbers) throws SourceFailure {
    List<BlockSelector> heights = numbers.stream().map(BlockSelector::number).toList();
    return new BlockSource(client, false)
        .headers(heights).stream().flatMap(Optional::stream).map(HeadReader::link).toList();
  }

  private static BlockLink link(BlockHeader header) {
    return new BlockLink(
        new BlockRef(header.number(), header.hash()), header.parentHash(), header.timestamp());
  }

  private Optional<BlockLink> link(RpcAnswer<JsonNode> answer) throws SourceFailure {
    return switch (answer) {
      case RpcAnswer.Value<JsonNode>(JsonNode block) -> link(block);
      case RpcAnswer.Refusal<JsonNode> _ -> Optional.empty();
    };
  }

  private Optional<BlockLink> link(JsonNode block) throws SourceFailure {
    try {
      return block.isNull() ? Optional.empty() : Optional.of(parse(block));
    } catch (DecodingException e) {
      throw new SourceFailure(
          SourceFailure.Kind.MALFORMED,
          client.endpoint() + " sent no header: " + e.getMessage(),
          e);
    }
  }

  /** A header as clients write it, also in announcements of new heads. */
  static BlockLink parse(JsonNode header) throws DecodingException {
    return new BlockLink(
        new BlockRef(
            Json.number(header.path("number"), "number"), Json.hash(header.path("hash"), "hash")),
        Json.hash(header.path("parentHash"), "parentHash"),
        Json.number(header.path("timestamp"), "timestamp"));
  }

  private static RpcCall byTag(String tag) {
    return RpcCall.of(
        "eth_getBlockByNumber",
        JsonNodeFactory.instance.stringNode(tag),
        JsonNodeFactory.instance.booleanNode(false));
  }
}
