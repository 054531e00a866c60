package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.rules.InvalidMessage;

/** Why a message is put aside: it cannot be delivered as things are, and is retried rarely. */
public sealed interface ParkReason {
  /** One line for people. */
  String text();

  /**
   * The verifier calls the message invalid.
   *
   * @param code which rule it breaks
   */
  record Invalid(InvalidMessage.Code code) implements ParkReason {
    @Override
    public String text() {
      return "invalid: " + code.text();
    }
  }

  /**
   * The call would revert on the destination.
   *
   * @param reason what it answers
   */
  record Reverts(RevertReason reason) implements ParkReason {
    @Override
    public String text() {
      return "reverts: " + reason.text();
    }
  }

  /**
   * No node of the destination is configured.
   *
   * @param destination that chain
   */
  record UnknownDestination(ChainId destination) implements ParkReason {
    @Override
    public String text() {
      return "no node configured for destination " + destination;
    }
  }

  /** The destination's node refuses the transaction for a reason that we do not know. */
  record Rejected() implements ParkReason {
    @Override
    public String text() {
      return "the destination's node rejects the transaction";
    }
  }
}
