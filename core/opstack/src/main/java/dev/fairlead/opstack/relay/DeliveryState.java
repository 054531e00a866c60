package dev.fairlead.opstack.relay;

import dev.fairlead.opstack.message.Identifier;

/** How far one message has come; the transitions are listed at {@link RelayMachine}. */
public sealed interface DeliveryState {
  /** Name for logs, metrics and tables; never changes. */
  default String text() {
    return switch (this) {
      case Waiting _ -> "waiting";
      case Checking _ -> "checking";
      case Simulating _ -> "simulating";
      case Ready _ -> "ready";
      case InFlight _ -> "in-flight";
      case Parked _ -> "parked";
      case Expired _ -> "expired";
      case Delivered _ -> "delivered";
    };
  }

  /**
   * Waits for its next try.
   *
   * @param cause why
   */
  record Waiting(WaitCause cause) implements DeliveryState {}

  /**
   * The verifier has been asked.
   *
   * @param identifier emission in question
   */
  record Checking(Identifier identifier) implements DeliveryState {}

  /**
   * Admitted; the destination has been asked whether the call succeeds.
   *
   * @param identifier emission in question
   */
  record Simulating(Identifier identifier) implements DeliveryState {}

  /**
   * Waits for a nonce.
   *
   * @param identifier emission to refer to
   * @param gasLimit gas that the call needs
   */
  record Ready(Identifier identifier, long gasLimit) implements DeliveryState {}

  /**
   * Its transaction is signed, stored and on its way.
   *
   * @param identifier emission that the transaction refers to
   */
  record InFlight(Identifier identifier) implements DeliveryState {}

  /**
   * Put aside; retried rarely.
   *
   * @param reason why
   */
  record Parked(ParkReason reason) implements DeliveryState {}

  /**
   * Too old to be executed. Sending it again on its source, by {@code resendMessage}, revives it.
   *
   * @param deadline last timestamp at which it could have been executed, seconds, unsigned
   */
  record Expired(long deadline) implements DeliveryState {}

  /**
   * Executed on its destination.
   *
   * @param blockNumber height of the block, unsigned; an upper bound if only an answer tells it
   * @param evidence how we know
   */
  record Delivered(long blockNumber, Evidence evidence) implements DeliveryState {}
}
