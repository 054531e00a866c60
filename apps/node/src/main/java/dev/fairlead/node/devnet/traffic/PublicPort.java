package dev.fairlead.node.devnet.traffic;

import dev.fairlead.jsonrpc.Endpoint;
import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcAnswer;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClientLimits;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.http.HttpRpcClient;
import dev.fairlead.kernel.bytes.Address20;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.message.Predeploys;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Hands transactions to the public port of a chain, as any user does. */
final class PublicPort implements AutoCloseable {
  private static final long GAS = 1_500_000;

  private final HttpRpcClient client;
  private final Address20 sender;

  /**
   * A user of a port.
   *
   * @param sender an account that the chain signs for
   */
  PublicPort(URI uri, Address20 sender) {
    this.client = new HttpRpcClient(new Endpoint(uri), RpcClientLimits.DEFAULT);
    this.sender = sender;
  }

  /** What became of handing a transaction in. */
  sealed interface Answer {
    /**
     * The chain has it.
     *
     * @param transaction hash
     */
    record Taken(Hash32 transaction) implements Answer {}

    /**
     * It was refused for good.
     *
     * @param code stable code, or the number of the error
     */
    record Refused(String code) implements Answer {}

    /**
     * It may be taken later.
     *
     * @param code what is awaited
     */
    record NotYet(String code) implements Answer {}
  }

  /** Hands in a call; the inbox keys, if any, make its access list. */
  Answer send(Address20 to, Bytes input, List<Hash32> inboxKeys) throws SourceFailure {
    ObjectNode transaction = Json.object();
    transaction.put("from", sender.toString());
    transaction.put("to", to.toString());
    transaction.put("input", input.toString());
    transaction.put("gas", Json.quantity(GAS));
    if (!inboxKeys.isEmpty()) {
      ObjectNode tuple = transaction.putArray("accessList").addObject();
      tuple.put("address", Predeploys.CROSS_L2_INBOX.toString());
      ArrayNode keys = tuple.putArray("storageKeys");
      inboxKeys.forEach(key -> keys.add(key.toString()));
    }
    RpcAnswer<Hash32> answer =
        client
            .exchange(
                List.of(RpcCall.of("eth_sendTransaction", transaction)),
                parser -> Json.hash(Json.readTree(parser), "transaction hash"))
            .getFirst();
    return switch (answer) {
      case RpcAnswer.Value<Hash32>(Hash32 hash) -> new Answer.Taken(hash);
      case RpcAnswer.Refusal<Hash32>(RpcError error) -> refusal(error);
    };
  }

  private static Answer refusal(RpcError error) {
    String code = error.data().path("code").asString(Integer.toString(error.code()));
    return switch (code) {
      case "not-indexed", "level-not-reached", "back-filling" -> new Answer.NotYet(code);
      default -> new Answer.Refused(code);
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
