package dev.fairlead.node.devnet.ingress;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The methods by which a transaction can be handed to a chain. */
enum SubmitMethod {
  /** Signed by the caller. */
  RAW("eth_sendRawTransaction", true),
  /** Signed by the caller; answered with the receipt. */
  RAW_SYNC("eth_sendRawTransactionSync", true),
  /** Signed by the chain with a key that it has. */
  UNLOCKED("eth_sendTransaction", false),
  /** Signed by the chain; answered with the receipt. */
  UNLOCKED_SYNC("eth_sendTransactionSync", false),
  /** Not signed at all. */
  UNSIGNED("eth_sendUnsignedTransaction", false);

  private final String text;
  private final boolean isRaw;

  SubmitMethod(String text, boolean isRaw) {
    this.text = text;
    this.isRaw = isRaw;
  }

  /** The method of that name; empty for all others. */
  static Optional<SubmitMethod> of(String name) {
    for (SubmitMethod method : values()) {
      if (method.text.equals(name)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }

  /** Reads what is handed in. Parameters by name are refused: chains read them differently. */
  Submission read(JsonNode params) throws DecodingException {
    if (!params.isArray() || params.isEmpty()) {
      throw new DecodingException(text + " takes its transaction as first element of an array");
    }
    return isRaw
        ? Submission.ofRaw(Json.bytes(params.get(0), "transaction"))
        : Submission.ofObject(params.get(0));
  }
}
