package dev.fairlead.opstack.relay;

import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.relay.DeliveryState.Checking;
import dev.fairlead.opstack.relay.DeliveryState.Expired;
import dev.fairlead.opstack.relay.DeliveryState.InFlight;
import dev.fairlead.opstack.relay.DeliveryState.Parked;
import dev.fairlead.opstack.relay.DeliveryState.Ready;
import dev.fairlead.opstack.relay.DeliveryState.Simulating;
import dev.fairlead.opstack.relay.DeliveryState.Waiting;
import dev.fairlead.opstack.rules.InvalidMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out whether a message may and can be delivered now. Part of {@link RelayMachine}. */
final class CheckDesk {
  private static final long GAS_RESERVE = 30_000;

  private final RelayQueue queue;
  private final RelaySettings.Safety safety;
  private final TreeMap<Long, Delivery> wanting = new TreeMap<>();
  private int asked;

  CheckDesk(RelayQueue queue) {
    this.queue = queue;
    this.safety = queue.settings.safety();
  }

  /** Puts a delivery into the line for a check. */
  void want(Delivery delivery) {
    delivery.retryAtNanos = Delivery.NEVER;
    queue.touch(delivery);
    wanting.put(delivery.sequence, delivery);
  }

  /** Has a delivery checked at once, with all that counted against it forgotten. */
  void retryNow(Delivery delivery) {
    delivery.retries = 0;
    delivery.rejections = 0;
    delivery.forgiveAll();
    if (!(delivery.state instanceof Waiting || delivery.state instanceof Parked)) {
      if (!(delivery.state instanceof Expired)) {
        return;
      }
      queue.move(delivery, new Waiting(WaitCause.NEW));
    }
    want(delivery);
  }

  /** Starts checks while the number of open questions allows it. */
  void run() {
    while (asked < queue.settings.limits().queriesMax() && !wanting.isEmpty()) {
      Map.Entry<Long, Delivery> next = wanting.pollFirstEntry();
      Delivery delivery = next.getValue();
      if (delivery.state instanceof Waiting || delivery.state instanceof Parked) {
        start(delivery);
      }
    }
  }

  private void start(Delivery delivery) {
    Destination destination = delivery.destination;
    if (!destination.isServed) {
      park(delivery, new ParkReason.UnknownDestination(destination.chain));
      return;
    }
    if (!delivery.hasEmissions()) {
      queue.move(delivery, new Waiting(WaitCause.NO_EMISSION));
      return;
    }
    if (!destination.hasHead()) {
      wait(delivery, WaitCause.DESTINATION_UNREACHABLE);
      return;
    }
    if (expire(delivery)) {
      return;
    }
    if (delivery.usable().isEmpty()) {
      delivery.forgiveAll();
    }
    Identifier identifier = delivery.usable().orElseThrow();
    long notBefore = destination.timestamp() + 1;
    if (Long.compareUnsigned(identifier.timestamp(), notBefore) > 0) {
      wait(delivery, WaitCause.DESTINATION_BEHIND);
      return;
    }
    asked++;
    queue.move(delivery, new Checking(identifier));
    queue.order(
        new RelayEffect.QueryAdmission(
            delivery.hash(),
            identifier,
            RelayCalls.access(delivery.message, identifier),
            new RelayEffect.Execution(
                destination.chain, notBefore, safety.marginSeconds(), safety.level())));
  }

  void admission(RelayInput.AdmissionAnswered answered) {
    asked = Math.max(0, asked - 1);
    Optional<Delivery> found =
        queue
            .find(answered.messageHash())
            .filter(d -> d.state.equals(new Checking(answered.identifier())));
    if (found.isEmpty()) {
      return;
    }
    Delivery delivery = found.get();
    switch (answered.answer()) {
      case Admission.Admitted _ -> simulate(delivery, answered.identifier());
      case Admission.NotYet notYet -> wait(delivery, notYet.cause());
      case Admission.Refused refused -> refused(delivery, answered.identifier(), refused.code());
    }
  }

  private void simulate(Delivery delivery, Identifier identifier) {
    asked++;
    queue.move(delivery, new Simulating(identifier));
    queue.order(
        new RelayEffect.Simulate(
            delivery.hash(),
            identifier,
            delivery.destination.chain,
            delivery.destination.account(queue.signer),
            RelayCalls.relay(delivery.message, identifier)));
  }

  /** Asks the messenger once more whether a message was relayed, now that no reorg reaches it. */
  void confirm(Delivery delivery) {
    delivery.usable().ifPresentOrElse(id -> simulate(delivery, id), () -> queue.forget(delivery));
  }

  void simulation(RelayInput.SimulationAnswered answered) {
    asked = Math.max(0, asked - 1);
    Optional<Delivery> found =
        queue
            .find(answered.messageHash())
            .filter(d -> d.state.equals(new Simulating(answered.identifier())));
    if (found.isEmpty()) {
      return;
    }
    Delivery delivery = found.get();
    switch (answered.answer()) {
      case Simulation.Succeeds _ when delivery.confirmations > 0 -> {
        delivery.confirmations = 0;
        stale(delivery);
      }
      case Simulation.Succeeds succeeds -> {
        long gasLimit = succeeds.gas() + succeeds.gas() / 4 + GAS_RESERVE;
        delivery.retryAtNanos = queue.after(queue.settings.timings().stale());
        queue.move(delivery, new Ready(answered.identifier(), gasLimit));
      }
      case Simulation.Reverts reverts -> {
        if (reverts.reason().isAlreadyRelayed()) {
          queue.move(
              delivery, new DeliveryState.Delivered(delivery.destination.head(), Evidence.ANSWER));
          limitOpenSlot(delivery);
          delivery.confirmations++;
        } else {
          park(delivery, new ParkReason.Reverts(reverts.reason()));
        }
      }
      case Simulation.Unreachable _ -> wait(delivery, WaitCause.DESTINATION_UNREACHABLE);
    }
  }

  /** A node's own filter has spoken against the transaction in flight. */
  void refusedBySend(SendDesk.Refusal refusal) {
    Delivery delivery = refusal.delivery();
    if (!(delivery.state instanceof InFlight inFlight)) {
      return;
    }
    switch (refusal.verdict()) {
      case Admission.Admitted _ -> park(delivery, new ParkReason.Rejected());
      case Admission.NotYet notYet -> wait(delivery, notYet.cause());
      case Admission.Refused refused -> refused(delivery, inFlight.identifier(), refused.code());
    }
  }

  private void refused(Delivery delivery, Identifier identifier, InvalidMessage.Code code) {
    switch (code) {
      case FUTURE, EXECUTED_TOO_EARLY -> wait(delivery, WaitCause.DESTINATION_BEHIND);
      case CHAIN_NOT_IN_SET,
          INITIATED_TOO_EARLY,
          EXPIRED,
          UNKNOWN_BLOCK,
          TIMESTAMP_MISMATCH,
          UNKNOWN_LOG,
          CHECKSUM_MISMATCH,
          CYCLE -> {
        delivery.refuse(identifier);
        if (delivery.usable().isPresent()) {
          queue.move(delivery, new Waiting(WaitCause.STALE));
          want(delivery);
        } else if (code == InvalidMessage.Code.EXPIRED) {
          expired(delivery, identifier.timestamp() + safety.window().seconds());
        } else {
          park(delivery, new ParkReason.Invalid(code));
        }
      }
    }
  }

  /** A reorg has taken an emission away. */
  void emissionLost(Delivery delivery) {
    boolean isInUse =
        RelayMachine.inUse(delivery.state).filter(id -> !delivery.knows(id)).isPresent();
    if (isInUse) {
      queue.move(delivery, new Waiting(WaitCause.NO_EMISSION));
      limitOpenSlot(delivery);
      want(delivery);
    } else if (delivery.state instanceof Waiting || delivery.state instanceof Parked) {
      want(delivery);
    }
  }

  /** Ready for too long. */
  void stale(Delivery delivery) {
    queue.move(delivery, new Waiting(WaitCause.STALE));
    want(delivery);
  }

  /** Warns of expiry and, when it is too late to send, gives up; answers whether it did. */
  boolean expire(Delivery delivery) {
    if (delivery.youngest().isEmpty() || !delivery.destination.hasHead()) {
      return false;
    }
    long deadline = delivery.youngest().get() + safety.window().seconds();
    long left = deadline - delivery.destination.timestamp();
    if (left <= safety.marginSeconds()) {
      expired(delivery, deadline);
      return true;
    }
    if (isTooOldInFlight(delivery)) {
      stale(delivery);
      return true;
    }
    if (left <= safety.warnSeconds() && !delivery.isWarned) {
      delivery.isWarned = true;
      queue.report(new RelayEvent.ExpiresSoon(delivery.message, deadline, left));
    }
    return false;
  }

  /** The transaction refers to an older emission that has expired, while a younger one has not. */
  private boolean isTooOldInFlight(Delivery delivery) {
    return delivery.state instanceof InFlight inFlight
        && inFlight.identifier().timestamp()
                + safety.window().seconds()
                - delivery.destination.timestamp()
            <= safety.marginSeconds();
  }

  private void expired(Delivery delivery, long deadline) {
    queue.move(delivery, new Expired(deadline));
    delivery.cancelAtNanos = delivery.hasOpenSlot() ? queue.now() : Delivery.NEVER;
    delivery.retryAtNanos = queue.after(Duration.ofSeconds(safety.window().seconds()));
  }

  private void wait(Delivery delivery, WaitCause cause) {
    RelayTimings timings = queue.settings.timings();
    queue.move(delivery, new Waiting(cause));
    delivery.retryAtNanos = later(delivery, timings.retry(), timings.retryMax());
    limitOpenSlot(delivery);
  }

  private void park(Delivery delivery, ParkReason reason) {
    RelayTimings timings = queue.settings.timings();
    queue.move(delivery, new Parked(reason));
    long retry = later(delivery, timings.parkedRetry(), timings.parkedRetryMax());
    delivery.retryAtNanos = Math.min(retry, untilExpiryTurns(delivery));
    limitOpenSlot(delivery);
  }

  /** When the warning, or else the end, of a message that nobody touches is due. */
  private long untilExpiryTurns(Delivery delivery) {
    if (delivery.youngest().isEmpty() || !delivery.destination.hasHead()) {
      return Delivery.NEVER;
    }
    long deadline = delivery.youngest().get() + safety.window().seconds();
    long left = deadline - delivery.destination.timestamp() - safety.marginSeconds();
    long seconds = delivery.isWarned ? left : left - safety.warnSeconds();
    return queue.after(Duration.ofSeconds(Math.clamp(seconds, 1, 2 * safety.window().seconds())));
  }

  private long later(Delivery delivery, Duration first, Duration max) {
    long delay = first.toNanos();
    for (int i = 0; i < delivery.retries && delay < max.toNanos(); i++) {
      delay *= 2;
    }
    delivery.retries++;
    return queue.now() + Math.min(delay, max.toNanos());
  }

  /** A nonce that was given to the message must not stay open for long; the first limit holds. */
  private void limitOpenSlot(Delivery delivery) {
    long limit = queue.after(queue.settings.timings().cancel());
    delivery.cancelAtNanos =
        delivery.hasOpenSlot() ? Math.min(delivery.cancelAtNanos, limit) : Delivery.NEVER;
  }
}
