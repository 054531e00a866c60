package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.relay.DeliveryState.InFlight;
import dev.fairlead.opstack.relay.DeliveryState.Ready;
import dev.fairlead.opstack.relay.RelayEvent.ChainBlocked.Cause;
import dev.fairlead.opstack.transaction.FeeMarketTransaction;
import dev.fairlead.opstack.transaction.FeeTerms;
import dev.fairlead.opstack.transaction.TransactionCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes nonces, signs, sends and follows transactions. Part of {@link RelayMachine}. */
final class SendDesk {
  private static final int REJECTIONS_MAX = 3;

  private final RelayQueue queue;
  private final RelayTimings timings;
  private final RelayLimits limits;

  /** What a node's answer to a transaction means for its message. */
  record Refusal(Delivery delivery, Admission verdict) {}

  SendDesk(RelayQueue queue) {
    this.queue = queue;
    this.timings = queue.settings.timings();
    this.limits = queue.settings.limits();
  }

  long nextDeadlineNanos() {
    long next = Delivery.NEVER;
    for (Destination destination : queue.destinations()) {
      if (isPollWanted(destination)) {
        next = Math.min(next, destination.pollAtNanos);
      }
      if (!destination.ready.isEmpty()
          && !destination.isAccountAsked
          && destination.blockedUntilNanos > queue.now()) {
        next = Math.min(next, destination.blockedUntilNanos);
      }
    }
    return next;
  }

  /** Gives nonces to those that are ready and asks for what is missing. */
  void run() {
    for (Destination destination : queue.destinations()) {
      if (destination.isServed) {
        assign(destination);
        poll(destination);
      }
    }
  }

  private void assign(Destination destination) {
    while (true) {
      Optional<Delivery> next = nextReady(destination);
      if (next.isEmpty() || destination.blockedUntilNanos > queue.now()) {
        return;
      }
      Optional<FeeQuote> fees = fees(destination);
      if (fees.isEmpty() || !sign(next.get(), fees.get())) {
        return;
      }
    }
  }

  private Optional<Delivery> nextReady(Destination destination) {
    boolean isFull = destination.open.size() >= limits.openSlotsMax();
    return destination.ready.values().stream().filter(d -> !isFull || d.hasOpenSlot()).findFirst();
  }

  /** What gas costs; asks the node if that is not known. */
  private Optional<FeeQuote> fees(Destination destination) {
    Optional<Account.Known> account = destination.account(queue.now(), timings.stale().toNanos());
    if (account.isEmpty() && !destination.isAccountAsked) {
      destination.isAccountAsked = true;
      queue.order(
          new RelayEffect.QueryAccount(destination.chain, destination.account(queue.signer)));
    }
    return account.map(Account.Known::fees);
  }

  private boolean sign(Delivery delivery, FeeQuote fees) {
    if (!(delivery.state instanceof Ready ready)) {
      throw new IllegalStateException("not ready: " + delivery.state);
    }
    TransactionCall call = RelayCalls.relay(delivery.message, ready.identifier());
    Attempt.Purpose purpose = new Attempt.Purpose.Relay(ready.identifier(), ready.gasLimit());
    if (!sign(delivery, fees, call, purpose)) {
      return false;
    }
    queue.move(delivery, new InFlight(ready.identifier()));
    delivery.retryAtNanos = queue.after(timings.resend());
    delivery.cancelAtNanos = Delivery.NEVER;
    return true;
  }

  /** Signs with the nonce that the message holds, else with a new one, and orders the sending. */
  private boolean sign(
      Delivery delivery, FeeQuote fees, TransactionCall call, Attempt.Purpose purpose) {
    Destination destination = delivery.destination;
    Optional<Slot> slot = delivery.slot();
    FeeTerms.Caps caps = slot.map(s -> fees.capsOver(s.latest().fees())).orElse(fees.caps());
    if (caps.maxPerGas().compareTo(queue.settings.feeMax()) > 0) {
      block(destination, Cause.FEE_TOO_HIGH);
      return false;
    }
    if (slot.isPresent() && slot.get().attempts().size() >= limits.attemptsMax()) {
      send(delivery, slot.get().latest());
      return true;
    }
    long nonce = slot.map(Slot::nonce).orElseGet(destination::freeNonce);
    long gasLimit =
        purpose instanceof Attempt.Purpose.Relay relay ? relay.gasLimit() : RelayCalls.TRANSFER_GAS;
    FeeMarketTransaction transaction =
        new FeeMarketTransaction(destination.chain, nonce, caps, gasLimit, call);
    Attempt attempt = RelayCalls.attempt(transaction, queue.signer.sign(transaction), purpose);
    queue.slot(
        delivery, slot.map(s -> s.with(attempt)).orElseGet(() -> Slot.first(nonce, attempt)));
    if (slot.isEmpty()) {
      delivery.mayBeOut = false;
      delivery.isSent = false;
      delivery.unexplained = 0;
    }
    delivery.needsBump = false;
    delivery.firstSentAtNanos = queue.now();
    destination.pollAtNanos = Math.max(destination.pollAtNanos, queue.after(timings.poll()));
    int replacements = slot.map(s -> s.attempts().size()).orElse(0);
    queue.report(new RelayEvent.TransactionSigned(delivery.message, nonce, attempt, replacements));
    send(delivery, attempt);
    return true;
  }

  private void send(Delivery delivery, Attempt attempt) {
    delivery.mayBeOut |= delivery.isSent;
    delivery.isSent = true;
    if (delivery.firstSentAtNanos == Delivery.NEVER) {
      delivery.firstSentAtNanos = queue.now();
    }
    queue.order(new RelayEffect.Send(delivery.destination.chain, attempt.hash(), attempt.raw()));
  }

  /** The time of a transaction in flight has come: send it again, for more if it is stuck. */
  void resend(Delivery delivery) {
    Slot slot = delivery.slot().orElseThrow();
    delivery.retryAtNanos = queue.after(timings.resend());
    queue.touch(delivery);
    boolean isStuck = delivery.destination.isNext(slot.nonce()) && hasWaitedLong(delivery);
    if (!isStuck && !delivery.needsBump) {
      send(delivery, slot.latest());
      return;
    }
    Optional<FeeQuote> fees = fees(delivery.destination);
    if (fees.isEmpty()) {
      delivery.retryAtNanos = queue.after(timings.retry());
      return;
    }
    sign(delivery, fees.get(), call(delivery, slot.latest()), slot.latest().purpose());
  }

  /** What was before a restart does not count: a process that dies often must not pay more. */
  private boolean hasWaitedLong(Delivery delivery) {
    return delivery.firstSentAtNanos != Delivery.NEVER
        && queue.now() - delivery.firstSentAtNanos >= timings.stuck().toNanos();
  }

  private TransactionCall call(Delivery delivery, Attempt attempt) {
    return switch (attempt.purpose()) {
      case Attempt.Purpose.Relay relay -> RelayCalls.relay(delivery.message, relay.identifier());
      case Attempt.Purpose.Cancel _ ->
          RelayCalls.nothing(delivery.destination.account(queue.signer));
    };
  }

  /** Uses up the nonce of a message that cannot be delivered now. */
  void cancel(Delivery delivery) {
    delivery.cancelAtNanos = Delivery.NEVER;
    queue.touch(delivery);
    if (!delivery.hasOpenSlot()) {
      return;
    }
    Attempt latest = delivery.slot().orElseThrow().latest();
    boolean isFresh =
        latest.purpose() instanceof Attempt.Purpose.Cancel && !hasWaitedLong(delivery);
    delivery.cancelAtNanos = queue.after(timings.resend());
    if (isFresh) {
      send(delivery, latest);
      return;
    }
    Optional<FeeQuote> fees = fees(delivery.destination);
    if (fees.isEmpty()) {
      delivery.cancelAtNanos = queue.after(timings.retry());
      return;
    }
    sign(
        delivery,
        fees.get(),
        RelayCalls.nothing(delivery.destination.account(queue.signer)),
        new Attempt.Purpose.Cancel());
  }

  void account(RelayInput.AccountAnswered answered) {
    Destination destination = queue.destination(answered.chain());
    destination.isAccountAsked = false;
    switch (answered.answer()) {
      case Account.Known known -> destination.account(known, queue.now());
      case Account.Unreachable _ -> block(destination, Cause.UNREACHABLE);
    }
  }

  private void block(Destination destination, Cause cause) {
    destination.blockedUntilNanos = queue.after(timings.retryMax());
    destination.forgetAccount();
    queue.report(new RelayEvent.ChainBlocked(destination.chain, cause));
  }

  /** Takes a node's answer; gives back what the message's checks must know. */
  Optional<Refusal> sent(RelayInput.SendAnswered answered) {
    Destination destination = queue.destination(answered.chain());
    Optional<Delivery> found =
        destination.openDeliveries().stream()
            .filter(d -> isLatest(d, answered.transaction()))
            .findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Delivery delivery = found.get();
    return switch (answered.answer()) {
      case SendResult.Accepted _ -> {
        delivery.mayBeOut = true;
        delivery.rejections = 0;
        yield Optional.empty();
      }
      case SendResult.NonceUsed _ -> {
        delivery.mayBeOut = true;
        destination.forgetAccount();
        yield Optional.empty();
      }
      case SendResult.Underpriced _ -> {
        delivery.mayBeOut = true;
        delivery.needsBump = true;
        yield soon(delivery);
      }
      case SendResult.Unreachable _ -> {
        delivery.mayBeOut = true;
        yield soon(delivery);
      }
      case SendResult.InsufficientFunds _ -> {
        block(destination, Cause.INSUFFICIENT_FUNDS);
        yield refused(delivery, new Admission.NotYet(WaitCause.SEND_REFUSED));
      }
      case SendResult.NotAdmissibleYet notYet ->
          refused(delivery, new Admission.NotYet(notYet.cause()));
      case SendResult.Inadmissible invalid ->
          refused(delivery, new Admission.Refused(invalid.code()));
      case SendResult.Rejected _ -> {
        delivery.rejections++;
        yield refused(
            delivery,
            delivery.rejections < REJECTIONS_MAX
                ? new Admission.NotYet(WaitCause.SEND_REFUSED)
                : new Admission.Admitted());
      }
    };
  }

  private static boolean isLatest(Delivery delivery, Hash32 transaction) {
    return delivery.slot().filter(s -> s.latest().hash().equals(transaction)).isPresent();
  }

  private Optional<Refusal> soon(Delivery delivery) {
    if (delivery.state instanceof InFlight) {
      delivery.retryAtNanos = queue.after(timings.retryMax());
    } else if (delivery.cancelAtNanos != Delivery.NEVER) {
      delivery.cancelAtNanos = queue.after(timings.retryMax());
    }
    queue.touch(delivery);
    return Optional.empty();
  }

  /** A nonce whose transactions were all refused is given back. */
  private Optional<Refusal> refused(Delivery delivery, Admission verdict) {
    if (!delivery.mayBeOut) {
      queue.slot(delivery, null);
    }
    return Optional.of(new Refusal(delivery, verdict));
  }

  private void poll(Destination destination) {
    if (!isPollWanted(destination) || destination.pollAtNanos > queue.now()) {
      return;
    }
    List<Hash32> transactions = new ArrayList<>();
    for (Delivery delivery : destination.open.values()) {
      delivery.slot().orElseThrow().attempts().forEach(a -> transactions.add(a.hash()));
    }
    destination.isPolling = true;
    queue.order(
        new RelayEffect.QueryInclusion(
            destination.chain, destination.account(queue.signer), transactions));
  }

  private static boolean isPollWanted(Destination destination) {
    return !destination.isPolling && !(destination.open.isEmpty() && destination.used.isEmpty());
  }

  /** Uses up a nonce that nobody holds although later ones wait for it. */
  void fillGap(Destination destination) {
    Optional<Long> gap = destination.gap();
    boolean isFilledByNext =
        !destination.ready.isEmpty() && gap.equals(Optional.of(destination.freeNonce()));
    if (gap.isEmpty() || isFilledByNext) {
      destination.fillAtNanos = Delivery.NEVER;
      return;
    }
    if (destination.fillAtNanos == Delivery.NEVER) {
      destination.fillAtNanos = queue.after(timings.cancel());
    }
    Optional<FeeQuote> fees = fees(destination);
    if (destination.fillAtNanos > queue.now() || fees.isEmpty()) {
      return;
    }
    destination.fillAtNanos = queue.after(timings.stuck());
    long nonce = gap.get();
    FeeMarketTransaction transaction =
        new FeeMarketTransaction(
            destination.chain,
            nonce,
            fees.get().caps(),
            RelayCalls.TRANSFER_GAS,
            RelayCalls.nothing(destination.account(queue.signer)));
    Bytes raw = queue.signer.sign(transaction);
    Attempt filler = RelayCalls.attempt(transaction, raw, new Attempt.Purpose.Cancel());
    queue.report(new RelayEvent.GapFilled(destination.chain, nonce, filler.hash()));
    queue.order(new RelayEffect.Send(destination.chain, filler.hash(), raw));
  }
}
