package dev.fairlead.node.devnet.ingress;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.node.tx.Senders;
import dev.fairlead.opstack.message.Predeploys;
import dev.fairlead.opstack.transaction.AccessTuple;
import dev.fairlead.opstack.transaction.RawTransactionDecoder;
import dev.fairlead.opstack.transaction.SignedTransaction;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A transaction that somebody hands in, in either of its forms.
 *
 * @param inboxKeys storage keys of all inbox tuples of its access list, in order
 * @param simulation the call object that simulates it
 */
record Submission(List<Hash32> inboxKeys, ObjectNode simulation) {
  private static final List<String> SIMULATED =
      List.of("from", "to", "value", "input", "data", "accessList", "authorizationList");

  Submission {
    inboxKeys = List.copyOf(inboxKeys);
  }

  /** Reads a signed transaction; deposits and unknown types are refused. */
  static Submission ofRaw(Bytes raw) throws DecodingException {
    SignedTransaction transaction = RawTransactionDecoder.decode(raw);
    TransactionCall call = transaction.call();
    ObjectNode simulation = Json.object();
    Senders.recover(transaction).ifPresent(from -> simulation.put("from", from.toString()));
    call.to().address().ifPresent(to -> simulation.put("to", to.toString()));
    simulation.put("value", Json.quantity(call.value()));
    simulation.put("input", call.input().toString());
    return new Submission(inboxKeys(call.accessList()), simulation);
  }

  /** Reads a transaction object. */
  static Submission ofObject(JsonNode transaction) throws DecodingException {
    if (!transaction.isObject()) {
      throw new DecodingException("the transaction must be an object");
    }
    ObjectNode simulation = Json.object();
    for (String name : SIMULATED) {
      JsonNode value = transaction.path(name);
      if (!value.isMissingNode()) {
        simulation.set(name, value);
      }
    }
    return new Submission(inboxKeys(accessList(transaction.path("accessList"))), simulation);
  }

  private static List<AccessTuple> accessList(JsonNode list) throws DecodingException {
    List<AccessTuple> tuples = new ArrayList<>();
    if (list.isMissingNode() || list.isNull()) {
      return tuples;
    }
    if (!list.isArray()) {
      throw new DecodingException("accessList must be an array");
    }
    for (JsonNode tuple : list) {
      JsonNode keys = tuple.path("storageKeys");
      if (!keys.isArray()) {
        throw new DecodingException("accessList: storageKeys must be an array");
      }
      List<Hash32> storageKeys = new ArrayList<>();
      for (JsonNode key : keys) {
        storageKeys.add(Json.hash(key, "storage key"));
      }
      tuples.add(new AccessTuple(Json.address(tuple.path("address"), "address"), storageKeys));
    }
    return tuples;
  }

  private static List<Hash32> inboxKeys(List<AccessTuple> accessList) {
    return accessList.stream()
        .filter(tuple -> tuple.address().equals(Predeploys.CROSS_L2_INBOX))
        .flatMap(tuple -> tuple.storageKeys().stream())
        .toList();
  }
}
