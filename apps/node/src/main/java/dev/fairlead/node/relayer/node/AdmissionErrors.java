package dev.fairlead.node.relayer.node;

import dev.fairlead.jsonrpc.RpcError;
import dev.fairlead.opstack.relay.Admission;
import dev.fairlead.opstack.relay.WaitCause;
import dev.fairlead.opstack.rules.InvalidMessage;
import java.util.Arrays;
import java.util.Optional;

/** What a check of an access list means by its error codes (section 5b). */
final class AdmissionErrors {
  private static final int BACK_FILLING = -320400;
  private static final int NOT_ENOUGH_HISTORY = -320500;
  private static final int CHAIN_NOT_IN_SET = -320501;
  private static final int CONFLICTING = -320600;
  private static final int FAILSAFE = -320602;
  private static final int LEVEL_NOT_REACHED = -321100;
  private static final int NOT_INDEXED = -321401;

  private AdmissionErrors() {}

  /** The verdict that an error stands for; empty if it is none. */
  static Optional<Admission> read(RpcError error) {
    return switch (error.code()) {
      case BACK_FILLING -> Optional.of(new Admission.NotYet(WaitCause.BACK_FILLING));
      case NOT_ENOUGH_HISTORY -> Optional.of(new Admission.NotYet(WaitCause.NOT_ENOUGH_HISTORY));
      case FAILSAFE -> Optional.of(new Admission.NotYet(WaitCause.FAILSAFE));
      case LEVEL_NOT_REACHED -> Optional.of(new Admission.NotYet(WaitCause.LEVEL_NOT_REACHED));
      case NOT_INDEXED -> Optional.of(new Admission.NotYet(WaitCause.NOT_INDEXED));
      case CHAIN_NOT_IN_SET ->
          Optional.of(new Admission.Refused(InvalidMessage.Code.CHAIN_NOT_IN_SET));
      case CONFLICTING -> Optional.of(new Admission.Refused(code(error)));
      default -> Optional.empty();
    };
  }

  /** Services other than ours do not say which rule; all that a checksum binds is the likeliest. */
  private static InvalidMessage.Code code(RpcError error) {
    String text = error.data().path("code").asString("");
    return Arrays.stream(InvalidMessage.Code.values())
        .filter(code -> code.text().equals(text))
        .findFirst()
        .orElse(InvalidMessage.Code.CHECKSUM_MISMATCH);
  }
}
