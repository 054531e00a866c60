package dev.fairlead.node.devnet.ingress;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcCall;
import dev.fairlead.jsonrpc.RpcClient;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.jsonrpc.RpcReply;
import dev.fairlead.jsonrpc.RpcRequest;
import dev.fairlead.jsonrpc.SourceFailure;
import dev.fairlead.jsonrpc.proxy.Inspection;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.rules.ExecutingDescriptor;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides per call whether it may reach a chain. A transaction with inbox keys in its access list
 * is judged by the supernode for the timestamp of the next block. One without is simulated: if it
 * reverts because a message was not declared, it is refused as {@code undeclared}. Safe for use by
 * many threads.
 */
public final class TransactionGate implements Inspection {
  /** Code of an answer to a transaction whose message is not declared, as for any invalid one. */
  public static final int INVALID = -320600;

  /** Code of an answer to a method that the devnet keeps for itself. */
  public static final int NOT_ALLOWED = -32004;

  private static final String NOT_IN_ACCESS_LIST = "0xe3c00816";

  private final ChainId chain;
  private final LongSupplier nextTimestamp;
  private final RpcClient anvil;
  private final AdmissionCheck check;

  /**
   * A gate in front of one chain.
   *
   * @param nextTimestamp timestamp of the next block, seconds
   * @param anvil the chain itself, for simulations
   */
  public TransactionGate(
      ChainId chain, LongSupplier nextTimestamp, RpcClient anvil, AdmissionCheck check) {
    this.chain = chain;
    this.nextTimestamp = nextTimestamp;
    this.anvil = anvil;
    this.check = check;
  }

  @Override
  public Optional<RpcReply> inspect(RpcRequest request) {
    return refusal(request.method(), request.params().json()).map(RpcReply.Failure::new);
  }

  private Optional<RpcError> refusal(String method, JsonNode params) {
    Optional<String> offGrid = GridGuard.refusal(method);
    if (offGrid.isPresent()) {
      return Optional.of(RpcError.of(NOT_ALLOWED, offGrid.get()));
    }
    Optional<SubmitMethod> submit = SubmitMethod.of(method);
    if (submit.isEmpty()) {
      return Optional.empty();
    }
    try {
      return judge(submit.get().read(params));
    } catch (DecodingException e) {
      return Optional.of(RpcError.of(RpcError.INVALID_PARAMS, String.valueOf(e.getMessage())));
    } catch (SourceFailure e) {
      return Optional.of(
          RpcError.of(RpcError.INTERNAL_ERROR, "cannot check the transaction: " + e.getMessage()));
    }
  }

  private Optional<RpcError> judge(Submission submission) throws SourceFailure {
    return submission.inboxKeys().isEmpty()
        ? simulate(submission)
        : check.refusal(
            submission.inboxKeys(), new ExecutingDescriptor(chain, nextTimestamp.getAsLong(), 0));
  }

  // Any other failure is not ours to judge: the chain takes the transaction and shows it.
  private Optional<RpcError> simulate(Submission submission) throws SourceFailure {
    try {
      anvil.fetch(
          RpcCall.of(
              "eth_call", submission.simulation(), JsonNodeFactory.instance.stringNode("pending")),
          Json::readTree);
      return Optional.empty();
    } catch (SourceFailure e) {
      if (e.kind() != SourceFailure.Kind.REFUSED) {
        throw e;
      }
      boolean isUndeclared = e.error().map(TransactionGate::isNotInAccessList).orElse(false);
      return isUndeclared ? Optional.of(undeclared()) : Optional.empty();
    }
  }

  private static boolean isNotInAccessList(RpcError error) {
    return error.data().isString() && error.data().stringValue().startsWith(NOT_IN_ACCESS_LIST);
  }

  private static RpcError undeclared() {
    ObjectNode data = Json.object();
    data.put("group", 0);
    data.put("code", "undeclared");
    data.put("expected", "the message's storage keys under the inbox in the access list");
    data.put("actual", "no storage key of the inbox");
    return new RpcError(
        INVALID, "undeclared: the transaction executes a message that it does not announce", data);
  }
}
