package dev.fairlead.node.relayer.node;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.relay.Account;
import dev.fairlead.opstack.relay.FeeQuote;
import dev.fairlead.opstack.relay.Inclusion;
import dev.fairlead.opstack.relay.RevertReason;
import dev.fairlead.opstack.relay.SendResult;
import dev.fairlead.opstack.relay.Simulation;
import dev.fairlead.opstack.transaction.AccessTuple;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Simulates and sends on one chain and asks what became of it. Safe for many threads. */
public final class ChainSender {
  /** For nodes that suggest nothing. */
  private static final BigInteger PRIORITY_STANDARD = BigInteger.valueOf(1_000_000);

  private static final int REVERTED = 3;

  private final NodeClient client;

  /** Asks through that client. */
  public ChainSender(NodeClient client) {
    this.client = client;
  }

  /** Nonces of an account and the price of gas. */
  public Account.Known account(Address20 account) throws SourceFailure {
    JsonNode address = text(account.toString());
    List<RpcAnswer<JsonNode>> answers =
        client.exchange(
            List.of(
                RpcCall.of("eth_getTransactionCount", address, text("latest")),
                RpcCall.of("eth_getTransactionCount", address, text("pending")),
                RpcCall.of("eth_maxPriorityFeePerGas"),
                RpcCall.of(
                    "eth_getBlockByNumber",
                    text("latest"),
                    JsonNodeFactory.instance.booleanNode(false))));
    try {
      Head head = Head.read(value(answers.get(3))).orElseThrow(() -> missing("latest block"));
      BigInteger priority =
          answers.get(2) instanceof RpcAnswer.Value<JsonNode>(JsonNode suggested)
              ? Json.bigNumber(suggested, "eth_maxPriorityFeePerGas")
              : PRIORITY_STANDARD;
      return new Account.Known(
          Json.number(value(answers.get(0)), "eth_getTransactionCount"),
          Json.number(value(answers.get(1)), "eth_getTransactionCount"),
          new FeeQuote(head.baseFee(), priority));
    } catch (DecodingException e) {
      throw malformed(e);
    }
  }

  /** Whether a call succeeds and what gas it takes. */
  public Simulation simulate(Address20 from, TransactionCall call) throws SourceFailure {
    ObjectNode request = Json.object();
    request.put("from", from.toString());
    call.to().address().ifPresent(to -> request.put("to", to.toString()));
    request.put("value", Json.quantity(call.value()));
    request.put("data", call.input().toString());
    request.set("accessList", accessList(call.accessList()));
    RpcAnswer<JsonNode> answer =
        client.exchange(List.of(RpcCall.of("eth_estimateGas", request))).getFirst();
    return switch (answer) {
      case RpcAnswer.Value<JsonNode>(JsonNode gas) -> succeeds(gas);
      case RpcAnswer.Refusal<JsonNode>(RpcError error) -> reverts(error);
    };
  }

  private Simulation succeeds(JsonNode gas) throws SourceFailure {
    try {
      return new Simulation.Succeeds(Json.number(gas, "eth_estimateGas"));
    } catch (DecodingException e) {
      throw malformed(e);
    }
  }

  private Simulation reverts(RpcError error) throws SourceFailure {
    JsonNode data = error.data().isObject() ? error.data().path("data") : error.data();
    boolean isRevert =
        error.code() == REVERTED || error.message().contains("revert") || data.isString();
    if (!isRevert) {
      throw refused("eth_estimateGas", error);
    }
    try {
      Bytes output = data.isString() ? Bytes.parse(data.stringValue()) : Bytes.EMPTY;
      return new Simulation.Reverts(new RevertReason(output));
    } catch (DecodingException e) {
      return new Simulation.Reverts(new RevertReason(Bytes.EMPTY));
    }
  }

  private static ArrayNode accessList(List<AccessTuple> tuples) {
    ArrayNode list = Json.array();
    for (AccessTuple tuple : tuples) {
      ObjectNode entry = Json.object().put("address", tuple.address().toString());
      ArrayNode keys = Json.array();
      tuple.storageKeys().forEach(key -> keys.add(key.toString()));
      entry.set("storageKeys", keys);
      list.add(entry);
    }
    return list;
  }

  /** Sends raw transactions in their order; the answers are in the same order. */
  public List<SendResult> send(List<Bytes> raws) throws SourceFailure {
    List<RpcCall> calls = new ArrayList<>(raws.size());
    for (Bytes raw : raws) {
      calls.add(RpcCall.of("eth_sendRawTransaction", text(raw.toString())));
    }
    List<SendResult> results = new ArrayList<>(raws.size());
    for (RpcAnswer<JsonNode> answer : client.exchange(calls)) {
      results.add(
          switch (answer) {
            case RpcAnswer.Value<JsonNode>(JsonNode _) -> new SendResult.Accepted();
            case RpcAnswer.Refusal<JsonNode>(RpcError error) -> SendErrors.read(error);
          });
    }
    return results;
  }

  /** Which transactions are included; the nonce is read first. */
  public Inclusion.Known inclusion(Address20 account, List<Hash32> transactions)
      throws SourceFailure {
    List<JsonNode> state =
        client.fetchAll(
            List.of(
                RpcCall.of("eth_getTransactionCount", text(account.toString()), text("latest")),
                RpcCall.of("eth_blockNumber")));
    List<RpcCall> calls = new ArrayList<>();
    for (Hash32 hash : transactions) {
      calls.add(RpcCall.of("eth_getTransactionReceipt", text(hash.toString())));
    }
    try {
      List<Inclusion.Receipt> receipts = new ArrayList<>();
      for (JsonNode receipt : calls.isEmpty() ? List.<JsonNode>of() : client.fetchAll(calls)) {
        if (!receipt.isNull() && !receipt.path("blockNumber").isNull()) {
          receipts.add(receipt(receipt));
        }
      }
      return new Inclusion.Known(
          Json.number(state.get(0), "eth_getTransactionCount"),
          Json.number(state.get(1), "eth_blockNumber"),
          receipts);
    } catch (DecodingException e) {
      throw malformed(e);
    }
  }

  private static Inclusion.Receipt receipt(JsonNode receipt) throws DecodingException {
    return new Inclusion.Receipt(
        Json.hash(receipt.path("transactionHash"), "receipt.transactionHash"),
        Json.number(receipt.path("blockNumber"), "receipt.blockNumber"),
        Json.number(receipt.path("status"), "receipt.status") == 1);
  }

  private JsonNode value(RpcAnswer<JsonNode> answer) throws SourceFailure {
    return switch (answer) {
      case RpcAnswer.Value<JsonNode>(JsonNode value) -> value;
      case RpcAnswer.Refusal<JsonNode>(RpcError error) -> throw refused("a call", error);
    };
  }

  private SourceFailure refused(String method, RpcError error) {
    return new SourceFailure(
        client.endpoint() + " refused " + method + ": " + Json.excerpt(error.message()), error);
  }

  private SourceFailure missing(String what) {
    return new SourceFailure(SourceFailure.Kind.NOT_FOUND, client.endpoint() + " has no " + what);
  }

  private SourceFailure malformed(DecodingException e) {
    return new SourceFailure(
        SourceFailure.Kind.MALFORMED, client.endpoint() + " answered with " + e.getMessage(), e);
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.stringNode(text);
  }
}
