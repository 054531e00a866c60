package dev.fairlead.node.relayer.node;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.opstack.relay.Admission;
import dev.fairlead.opstack.relay.SendResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What nodes and their filters mean by refusing a transaction. */
final class SendErrors {
  private static final Logger LOG = System.getLogger(SendErrors.class.getName());

  /** Words of nodes, in lower case; none of them is standardised. */
  private static final List<String> KNOWN =
      List.of("already known", "already imported", "known tr");

  private static final List<String> USED = List.of("nonce too low", "nonce is too low");
  private static final List<String> CHEAP =
      List.of("underpriced", "fee too low", "max fee per gas less than block base fee");
  private static final List<String> POOR = List.of("insufficient funds", "insufficient balance");

  private SendErrors() {}

  static SendResult read(RpcError error) {
    Optional<Admission> filter = AdmissionErrors.read(error);
    if (filter.isPresent()) {
      return switch (filter.get()) {
        case Admission.NotYet notYet -> new SendResult.NotAdmissibleYet(notYet.cause());
        case Admission.Refused refused -> new SendResult.Inadmissible(refused.code());
        case Admission.Admitted _ -> new SendResult.Accepted();
      };
    }
    String text = error.message().toLowerCase(Locale.ROOT);
    if (holds(text, KNOWN)) {
      return new SendResult.Accepted();
    }
    if (holds(text, USED)) {
      return new SendResult.NonceUsed();
    }
    if (holds(text, CHEAP)) {
      return new SendResult.Underpriced();
    }
    if (holds(text, POOR)) {
      return new SendResult.InsufficientFunds();
    }
    LOG.log(
        Level.WARNING,
        "transaction_rejected code=" + error.code() + " error=" + Json.excerpt(error.message()));
    return new SendResult.Rejected();
  }

  private static boolean holds(String text, List<String> words) {
    return words.stream().anyMatch(text::contains);
  }
}
