package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Machine;
import dev.fairlead.opstack.message.Identifier;
import java.util.List;

/**
 * Delivers messages: a queue keyed by message hash, each entry going its way through
 *
 * <pre>
 *  (unseen)    → Waiting      a message was seen that the policy accepts
 *  Waiting     → Checking     its time has come: the verifier is asked about its youngest emission
 *  Checking    → Waiting      not yet, or no answer; tried again with growing delay
 *  Checking    → Simulating   admitted: the destination is asked whether the call succeeds
 *  Checking    → Parked       every known emission is invalid
 *  Simulating  → Ready        it succeeds
 *  Simulating  → Parked       it reverts
 *  Simulating  → Delivered    it reverts with MessageAlreadyRelayed
 *  Ready       → InFlight     a nonce is taken (or held since before), a transaction signed
 *  Ready       → Waiting      no nonce for too long: what was checked is stale
 *  InFlight    → Delivered    the transaction was included with success
 *  InFlight    → Waiting      included without success, nonce used by others, or refused for now
 *  InFlight    → Parked       refused for good
 *  Parked      → Checking     rarely; at once after new facts or on the operator's word
 *  any         → Delivered    RelayedMessage was seen on the destination
 *  any but Delivered → Waiting  a reorg took the emission in use
 *  any but Delivered → Expired  the youngest emission is too old
 *  Expired     → Waiting      the message was emitted again
 *  Delivered   → InFlight, Waiting   a reorg took the delivery
 *  Delivered   → Simulating   known by an answer only: asked again once no reorg reaches it
 *  Delivered, Expired → (forgotten)  final, or long past
 * </pre>
 *
 * <p><b>Never twice.</b> A message holds at most one {@link Slot}, that is one nonce, and keeps it
 * until a block has used it up and enough blocks stand on top. Whatever is signed for the message
 * meanwhile (a higher fee, another emission, a cancellation) carries that nonce, so at most one of
 * it can be included. A slot is stored before its transaction is sent; after a restart the same
 * transactions are sent again and the nodes are asked what became of them. A nonce is given back
 * unused only if a node refused every transaction that was signed with it.
 *
 * <p><b>Always on.</b> Nothing ends a message but delivery and expiry. Questions without an answer
 * are asked again with growing delay; a nonce that nobody holds although later ones wait for it is
 * filled.
 */
public final class RelayMachine implements Machine<RelayInput, RelayEffect> {
  private final RelayQueue queue;
  private final CheckDesk checks;
  private final SendDesk sending;
  private final FollowDesk following;

  /**
   * A machine that goes on from what was stored.
   *
   * @param records every record that was persisted, in order
   */
  public RelayMachine(RelaySettings settings, RelaySigner signer, List<RelayRecord> records) {
    queue = new RelayQueue(settings, signer);
    records.forEach(queue::restore);
    checks = new CheckDesk(queue);
    sending = new SendDesk(queue);
    following = new FollowDesk(queue);
  }

  @Override
  public void step(long nowNanos, RelayInput input, Effects<? super RelayEffect> out) {
    queue.begin(nowNanos);
    apply(input);
    for (var next = queue.pollDue(); next.isPresent(); next = queue.pollDue()) {
      due(next.get());
    }
    checks.run();
    sending.run();
    queue.flush(out);
  }

  @Override
  public long nextDeadlineNanos() {
    return Math.min(queue.nextDueNanos(), sending.nextDeadlineNanos());
  }

  /** An immutable picture; costs a walk over the queue. */
  public RelaySnapshot snapshot() {
    return RelaySnapshot.of(queue);
  }

  /** Number of messages per {@link DeliveryState#text}; cheap. */
  public java.util.Map<String, Integer> counts() {
    return java.util.Map.copyOf(queue.counts());
  }

  /** Every record that the queue consists of now: what a compacted store must hold. */
  public List<RelayRecord> records() {
    return queue.allRecords();
  }

  private void apply(RelayInput input) {
    switch (input) {
      case RelayInput.TickElapsed _ -> {}
      case RelayInput.BlocksScanned scanned -> scanned(scanned);
      case RelayInput.ChainRewound rewound -> rewound(rewound);
      case RelayInput.HeadsSeen heads -> heads(heads);
      case RelayInput.AdmissionAnswered answered -> checks.admission(answered);
      case RelayInput.SimulationAnswered answered -> checks.simulation(answered);
      case RelayInput.AccountAnswered answered -> sending.account(answered);
      case RelayInput.SendAnswered answered ->
          sending.sent(answered).ifPresent(refusal -> checks.refusedBySend(refusal));
      case RelayInput.InclusionAnswered answered -> {
        following.inclusion(answered);
        sending.fillGap(queue.destination(answered.chain()));
      }
      case RelayInput.RetryRequested request ->
          queue.find(request.messageHash()).ifPresent(checks::retryNow);
    }
  }

  private void due(Delivery delivery) {
    switch (delivery.state) {
      case DeliveryState.Waiting _, DeliveryState.Parked _ -> {
        if (delivery.cancelAtNanos <= queue.now()) {
          sending.cancel(delivery);
        }
        if (delivery.retryAtNanos <= queue.now()) {
          checks.want(delivery);
        }
      }
      case DeliveryState.Ready _ -> checks.stale(delivery);
      case DeliveryState.InFlight _ -> {
        if (!checks.expire(delivery)) {
          sending.resend(delivery);
        }
      }
      case DeliveryState.Expired _ -> {
        if (delivery.cancelAtNanos <= queue.now()) {
          sending.cancel(delivery);
        }
        if (delivery.retryAtNanos <= queue.now() && delivery.slot().isEmpty()) {
          queue.forget(delivery);
        }
      }
      case DeliveryState.Delivered _ -> sending.cancel(delivery);
      case DeliveryState.Checking _, DeliveryState.Simulating _ -> {}
    }
  }

  private void scanned(RelayInput.BlocksScanned scanned) {
    for (RelayInput.Sent sent : scanned.sent()) {
      seen(sent);
    }
    for (RelayInput.Relayed relayed : scanned.relayed()) {
      queue
          .find(relayed.messageHash())
          .filter(delivery -> delivery.message.destination().equals(scanned.chain()))
          .ifPresent(delivery ->
              following.delivered(
                  delivery, new DeliveryState.Delivered(relayed.blockNumber(), Evidence.LOG)));
    }
    following.read(queue.destination(scanned.chain()), scanned.upTo().number());
    queue.scanned(scanned.chain(), scanned.upTo());
  }

  private void seen(RelayInput.Sent sent) {
    if (!queue.settings.policy().accepts(sent.message())) {
      return;
    }
    Delivery delivery =
        queue.find(sent.message().hash()).orElseGet(() -> queue.add(sent.message()));
    if (!delivery.add(sent.sighting())) {
      return;
    }
    queue.touch(delivery);
    switch (delivery.state) {
      case DeliveryState.Waiting _, DeliveryState.Parked _ -> checks.retryNow(delivery);
      case DeliveryState.Expired _ -> {
        delivery.isWarned = false;
        checks.retryNow(delivery);
      }
      case DeliveryState.Checking _,
          DeliveryState.Simulating _,
          DeliveryState.Ready _,
          DeliveryState.InFlight _,
          DeliveryState.Delivered _ -> {}
    }
  }

  private void rewound(RelayInput.ChainRewound rewound) {
    queue.unwound(rewound.chain(), rewound.ancestor());
    Destination destination = queue.destination(rewound.chain());
    destination.rewound(rewound.ancestor());
    for (Delivery delivery : queue.all()) {
      if (delivery.message.source().equals(rewound.chain())
          && delivery.dropAbove(rewound.ancestor())) {
        queue.touch(delivery);
        checks.emissionLost(delivery);
      }
      if (delivery.destination == destination) {
        following.rewound(delivery, rewound.ancestor());
      }
    }
  }

  private void heads(RelayInput.HeadsSeen heads) {
    Destination destination = queue.destination(heads.chain());
    destination.heads(heads.head(), heads.timestamp(), heads.finalized());
    following.settle(destination).forEach(checks::confirm);
  }

  /** The emission that a state refers to, if it refers to one. */
  static java.util.Optional<Identifier> inUse(DeliveryState state) {
    return switch (state) {
      case DeliveryState.Checking s -> java.util.Optional.of(s.identifier());
      case DeliveryState.Simulating s -> java.util.Optional.of(s.identifier());
      case DeliveryState.Ready s -> java.util.Optional.of(s.identifier());
      case DeliveryState.InFlight s -> java.util.Optional.of(s.identifier());
      case DeliveryState.Waiting _,
          DeliveryState.Parked _,
          DeliveryState.Expired _,
          DeliveryState.Delivered _ ->
          java.util.Optional.empty();
    };
  }
}
