package dev.fairlead.node.relayer.node;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.message.EventLog;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.message.RelayedMessageCodec;
import dev.fairlead.opstack.message.SentMessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads blocks and the messenger's logs of one chain. Safe for many threads. */
public final class ChainReader {
  private static final int LOGS_MAX = 100_000;

  private final ChainId chain;
  private final NodeClient client;

  /** Reads through that client. */
  public ChainReader(ChainId chain, NodeClient client) {
    this.chain = chain;
    this.client = client;
  }

  /**
   * One log of the messenger with its place.
   *
   * @param blockNumber height
   * @param blockHash block
   * @param logIndex position in the block
   * @param log the log
   */
  public record PlacedLog(long blockNumber, Hash32 blockHash, long logIndex, EventLog log) {}

  /**
   * The latest block and the height of the last final one.
   *
   * @param latest head
   * @param finalized height; 0 if the chain names none
   */
  public record Heads(Head latest, long finalized) {}

  /** The chain. */
  public ChainId chain() {
    return chain;
  }

  /** Refuses a node of another chain. */
  public void demandChain() throws SourceFailure {
    JsonNode id = client.fetchAll(List.of(RpcCall.of("eth_chainId"))).getFirst();
    try {
      ChainId served = Json.chainId(id, "eth_chainId");
      if (!served.equals(chain)) {
        throw new SourceFailure(
            SourceFailure.Kind.WRONG_CHAIN,
            client.endpoint() + " serves chain " + served + ", not " + chain);
      }
    } catch (DecodingException e) {
      throw malformed("eth_chainId", e);
    }
  }

  /** Where the chain stands. */
  public Heads heads() throws SourceFailure {
    List<RpcAnswer<JsonNode>> answers =
        client.exchange(List.of(blockCall(text("latest")), blockCall(text("finalized"))));
    try {
      Optional<Head> latest = Head.read(value(answers.get(0), "eth_getBlockByNumber(latest)"));
      long finalized =
          answers.get(1) instanceof RpcAnswer.Value<JsonNode>(JsonNode block)
              ? Head.read(block).map(h -> h.ref().number()).orElse(0L)
              : 0L;
      return new Heads(
          latest.orElseThrow(() ->
              new SourceFailure(
                  SourceFailure.Kind.NOT_FOUND, client.endpoint() + " has no latest block")),
          finalized);
    } catch (DecodingException e) {
      throw malformed("eth_getBlockByNumber", e);
    }
  }

  /** The canonical block of a height, if there is one. */
  public Optional<Head> block(long number) throws SourceFailure {
    return readHead(blockCall(text(Json.quantity(number))));
  }

  /** A block by hash, if the node has it. */
  public Optional<Head> block(Hash32 hash) throws SourceFailure {
    return readHead(
        RpcCall.of(
            "eth_getBlockByHash",
            text(hash.toString()),
            JsonNodeFactory.instance.booleanNode(false)));
  }

  /** The messenger's logs of exactly one block. */
  public List<PlacedLog> logs(Hash32 block) throws SourceFailure {
    return logs(Json.object().put("blockHash", block.toString()));
  }

  /** The messenger's logs of a range, both ends included. */
  public List<PlacedLog> logs(long from, long to) throws SourceFailure {
    return logs(
        Json.object().put("fromBlock", Json.quantity(from)).put("toBlock", Json.quantity(to)));
  }

  private List<PlacedLog> logs(ObjectNode filter) throws SourceFailure {
    filter.put("address", Predeploys.L2_TO_L2_MESSENGER.toString());
    ArrayNode either = Json.array();
    either.add(SentMessageCodec.TOPIC.toString());
    either.add(RelayedMessageCodec.TOPIC.toString());
    filter.set("topics", Json.array().add(either));
    JsonNode answer = client.fetchAll(List.of(RpcCall.of("eth_getLogs", filter))).getFirst();
    try {
      if (!answer.isArray() || answer.size() > LOGS_MAX) {
        throw new DecodingException("expected a list of at most " + LOGS_MAX + " logs");
      }
      List<PlacedLog> logs = new ArrayList<>(answer.size());
      for (JsonNode log : answer) {
        logs.add(log(log));
      }
      return logs;
    } catch (DecodingException e) {
      throw malformed("eth_getLogs", e);
    }
  }

  private static PlacedLog log(JsonNode node) throws DecodingException {
    JsonNode topics = node.path("topics");
    if (!topics.isArray() || topics.size() > EventLog.TOPICS_MAX) {
      throw new DecodingException("log.topics: expected a list of at most 4");
    }
    List<Hash32> hashes = new ArrayList<>(topics.size());
    for (JsonNode topic : topics) {
      hashes.add(Json.hash(topic, "log.topics"));
    }
    long index = Json.number(node.path("logIndex"), "log.logIndex");
    if (index >>> 32 != 0) {
      throw new DecodingException("log.logIndex: exceeds 32 bits");
    }
    return new PlacedLog(
        Json.number(node.path("blockNumber"), "log.blockNumber"),
        Json.hash(node.path("blockHash"), "log.blockHash"),
        index,
        new EventLog(
            Json.address(node.path("address"), "log.address"),
            hashes,
            Json.bytes(node.path("data"), "log.data")));
  }

  private Optional<Head> readHead(RpcCall call) throws SourceFailure {
    try {
      return Head.read(client.fetchAll(List.of(call)).getFirst());
    } catch (DecodingException e) {
      throw malformed(call.method(), e);
    }
  }

  private JsonNode value(RpcAnswer<JsonNode> answer, String method) throws SourceFailure {
    return switch (answer) {
      case RpcAnswer.Value<JsonNode>(JsonNode value) -> value;
      case RpcAnswer.Refusal<JsonNode>(var error) ->
          throw new SourceFailure(
              client.endpoint() + " refused " + method + ": " + Json.excerpt(error.message()),
              error);
    };
  }

  private SourceFailure malformed(String method, DecodingException e) {
    return new SourceFailure(
        SourceFailure.Kind.MALFORMED,
        client.endpoint() + " answered " + method + " with " + e.getMessage(),
        e);
  }

  private static RpcCall blockCall(JsonNode which) {
    return RpcCall.of("eth_getBlockByNumber", which, JsonNodeFactory.instance.booleanNode(false));
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }
}
