package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.ChainId;

/** What people want to know; logs, metrics and tables are made of it. */
public sealed interface RelayEvent {
  /**
   * A message has come to another state.
   *
   * @param message the message
   * @param from state before; the same as {@code to} for a message that is new
   * @param to state now
   */
  record Moved(PendingMessage message, DeliveryState from, DeliveryState to)
      implements RelayEvent {}

  /**
   * A transaction was signed for a message.
   *
   * @param message the message
   * @param nonce its nonce, unsigned
   * @param attempt the transaction
   * @param replacements how many were signed with the nonce before
   */
  record TransactionSigned(PendingMessage message, long nonce, Attempt attempt, int replacements)
      implements RelayEvent {}

  /**
   * A message will expire soon and is not delivered.
   *
   * @param message the message
   * @param deadline last timestamp at which it can be executed, seconds, unsigned
   * @param secondsLeft until then, on the destination's clock
   */
  record ExpiresSoon(PendingMessage message, long deadline, long secondsLeft)
      implements RelayEvent {}

  /**
   * A nonce that no message holds was filled so that later ones can go on.
   *
   * @param chain the chain
   * @param nonce the nonce
   * @param transaction what was sent
   */
  record GapFilled(ChainId chain, long nonce, Hash32 transaction) implements RelayEvent {}

  /**
   * Nothing can be sent to a chain for some time.
   *
   * @param chain the chain
   * @param cause why
   */
  record ChainBlocked(ChainId chain, Cause cause) implements RelayEvent {
    /** Why nothing can be sent. */
    public enum Cause {
      /** The node does not answer. */
      UNREACHABLE("unreachable"),
      /** Our account cannot pay. */
      INSUFFICIENT_FUNDS("insufficient-funds"),
      /** Gas costs more than the operator allows. */
      FEE_TOO_HIGH("fee-too-high");

      private final String text;

      Cause(String text) {
        this.text = text;
      }

      /** The code as it appears in logs and metrics; never changes. */
      public String text() {
        return text;
      }
    }
  }
}
