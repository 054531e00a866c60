package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.relay.DeliveryState.Delivered;
import dev.fairlead.opstack.relay.DeliveryState.InFlight;
import dev.fairlead.opstack.relay.DeliveryState.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows what blocks do to our transactions and deliveries. Part of {@link RelayMachine}. */
final class FollowDesk {
  /** A nonce that is used, but by none of our transactions: nodes behind a balancer may lag. */
  private static final int UNEXPLAINED_MAX = 3;

  private final RelayQueue queue;
  private final RelayTimings timings;
  private final RelayLimits limits;

  FollowDesk(RelayQueue queue) {
    this.queue = queue;
    this.timings = queue.settings.timings();
    this.limits = queue.settings.limits();
  }

  void inclusion(RelayInput.InclusionAnswered answered) {
    Destination destination = queue.destination(answered.chain());
    destination.isPolling = false;
    destination.pollAtNanos = queue.after(timings.poll());
    if (!(answered.answer() instanceof Inclusion.Known known)) {
      return;
    }
    destination.nonceSeen(known.nonce());
    Map<Hash32, Inclusion.Receipt> receipts = new TreeMap<>();
    known.receipts().forEach(r -> receipts.put(r.transaction(), r));
    for (Delivery delivery : destination.openDeliveries()) {
      included(delivery, known, receipts);
    }
    for (Delivery delivery : new ArrayList<>(destination.used)) {
      settleUsed(delivery, known.nonce());
    }
    if (destination.mustResend) {
      destination.mustResend = false;
      resendAll(destination);
    }
  }

  private void included(
      Delivery delivery, Inclusion.Known known, Map<Hash32, Inclusion.Receipt> receipts) {
    Slot slot = delivery.slot().orElseThrow();
    for (Attempt attempt : slot.attempts()) {
      Inclusion.@Nullable Receipt receipt = receipts.get(attempt.hash());
      if (receipt != null) {
        included(delivery, receipt, attempt.purpose());
        return;
      }
    }
    boolean isUsed = Long.compareUnsigned(slot.nonce(), known.nonce()) < 0;
    delivery.unexplained = isUsed ? delivery.unexplained + 1 : 0;
    if (delivery.unexplained >= UNEXPLAINED_MAX) {
      consumed(delivery, known.head(), false);
    }
  }

  private void included(Delivery delivery, Inclusion.Receipt receipt, Attempt.Purpose purpose) {
    boolean isDone = receipt.isSuccess() && purpose instanceof Attempt.Purpose.Relay;
    boolean isRead =
        queue
            .cursor(delivery.destination.chain)
            .last()
            .filter(b -> Long.compareUnsigned(b.number(), receipt.blockNumber()) >= 0)
            .isPresent();
    boolean isOnFork = isDone && isRead && !(delivery.state instanceof Delivered);
    if (!isOnFork) {
      consumed(delivery, receipt.blockNumber(), isDone);
    }
  }

  private void consumed(Delivery delivery, long blockNumber, boolean isDone) {
    Slot slot = delivery.slot().orElseThrow();
    delivery.destination.used(slot.nonce());
    delivery.cancelAtNanos = Delivery.NEVER;
    queue.slot(delivery, slot.with(new Slot.Use.Consumed(blockNumber)));
    if (isDone && !(delivery.state instanceof Delivered)) {
      delivered(delivery, new Delivered(blockNumber, Evidence.RECEIPT));
    } else if (delivery.state instanceof InFlight) {
      delivery.retryAtNanos = queue.after(timings.retry());
      queue.move(delivery, new Waiting(WaitCause.NOT_EXECUTED));
    }
  }

  /** The message was executed, by whomever. */
  void delivered(Delivery delivery, Delivered done) {
    queue.move(delivery, done);
    delivery.cancelAtNanos =
        delivery.hasOpenSlot() ? queue.after(timings.cancel()) : Delivery.NEVER;
  }

  /** All blocks of a chain up to a height were read: a receipt without its log was on a fork. */
  void read(Destination destination, long upTo) {
    for (Delivery delivery : new ArrayList<>(destination.closing)) {
      if (delivery.state instanceof Delivered done
          && done.evidence() == Evidence.RECEIPT
          && Long.compareUnsigned(done.blockNumber(), upTo) <= 0) {
        undo(delivery);
      }
    }
  }

  private void undo(Delivery delivery) {
    delivery.slot().filter(slot -> !slot.isOpen()).ifPresent(slot -> reopen(delivery, slot));
    delivery.retries = 0;
    delivery.confirmations = 0;
    delivery.retryAtNanos = queue.now();
    queue.move(delivery, delivery.resumed());
    boolean isOrphaned = delivery.hasOpenSlot() && !(delivery.state instanceof InFlight);
    delivery.cancelAtNanos = isOrphaned ? queue.after(timings.cancel()) : Delivery.NEVER;
  }

  private void reopen(Delivery delivery, Slot slot) {
    delivery.mayBeOut = true;
    delivery.unexplained = 0;
    queue.slot(delivery, slot.with(new Slot.Use.Open()));
  }

  private void resendAll(Destination destination) {
    for (Delivery delivery : destination.openDeliveries()) {
      if (delivery.state instanceof InFlight) {
        delivery.retryAtNanos = queue.now();
        queue.touch(delivery);
      }
    }
  }

  /** Blocks above {@code ancestor} are gone from the destination of a message. */
  void rewound(Delivery delivery, long ancestor) {
    if (delivery.state instanceof Delivered done
        && Long.compareUnsigned(done.blockNumber(), ancestor) > 0) {
      undo(delivery);
      return;
    }
    delivery
        .slot()
        .filter(slot -> slot.use() instanceof Slot.Use.Consumed used && isAbove(used, ancestor))
        .ifPresent(slot -> {
          reopen(delivery, slot);
          delivery.cancelAtNanos = queue.after(timings.cancel());
        });
  }

  private static boolean isAbove(Slot.Use.Consumed used, long ancestor) {
    return Long.compareUnsigned(used.blockNumber(), ancestor) > 0;
  }

  /** Lets a nonce go whose block is deep enough, after a last look at the chain's own count. */
  private void settleUsed(Delivery delivery, long chainNonce) {
    Slot slot = delivery.slot().orElseThrow();
    boolean isBuried =
        slot.use() instanceof Slot.Use.Consumed used
            && delivery.destination.isBuried(used.blockNumber(), limits.settleBlocks());
    if (!isBuried) {
      return;
    }
    if (Long.compareUnsigned(slot.nonce(), chainNonce) < 0) {
      queue.slot(delivery, null);
    } else {
      reopen(delivery, slot);
      delivery.cancelAtNanos = queue.after(timings.cancel());
    }
  }

  /** Lets go of what no reorg can take back; gives what must be confirmed before. */
  List<Delivery> settle(Destination destination) {
    List<Delivery> doubtful = new ArrayList<>();
    for (Delivery delivery : new ArrayList<>(destination.closing)) {
      if (delivery.state instanceof Delivered done
          && !delivery.hasOpenSlot()
          && destination.isBuried(done.blockNumber(), limits.forgetBlocks())) {
        boolean isSure = done.evidence() == Evidence.LOG || delivery.confirmations > 1;
        if (isSure) {
          queue.forget(delivery);
        } else if (done.evidence() == Evidence.ANSWER) {
          doubtful.add(delivery);
        }
      }
    }
    return doubtful;
  }
}
