package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.kernel.machine.Effects;
import dev.fairlead.kernel.machine.Invariants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages, their times and what one step has changed. Changes are written out first: whatever
 * a step orders is carried out after its changes are durable. Owned by the machine.
 */
final class RelayQueue {
  final RelaySettings settings;
  final RelaySigner signer;

  private final Map<Hash32, Delivery> deliveries = new LinkedHashMap<>();
  private final Map<ChainId, Destination> destinations = new TreeMap<>();
  private final Map<ChainId, ScanCursor> cursors = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final PriorityQueue<Due> schedule =
      new PriorityQueue<>(
          Comparator.comparingLong(Due::atNanos).thenComparingLong(d -> d.delivery().sequence));

  private final Set<Delivery> touched = new LinkedHashSet<>();
  private final List<RelayRecord> records = new ArrayList<>();
  private final List<RelayEffect> orders = new ArrayList<>();
  private long nextSequence;
  private long nowNanos;

  private record Due(long atNanos, Delivery delivery) {}

  RelayQueue(RelaySettings settings, RelaySigner signer) {
    this.settings = settings;
    this.signer = signer;
    settings.destinations().forEach(chain -> destinations.put(chain, new Destination(chain, true)));
  }

  void begin(long now) {
    nowNanos = now;
  }

  long now() {
    return nowNanos;
  }

  long after(Duration delay) {
    return nowNanos + delay.toNanos();
  }

  /** Emits what the step has changed, then what it has ordered. */
  void flush(Effects<? super RelayEffect> out) {
    for (Delivery delivery : touched) {
      if (deliveries.containsKey(delivery.hash())) {
        delivery.change().ifPresent(records::add);
        schedule(delivery);
      }
    }
    touched.clear();
    if (!records.isEmpty()) {
      out.emit(new RelayEffect.Persist(records));
      records.clear();
    }
    orders.forEach(out::emit);
    orders.clear();
  }

  void order(RelayEffect effect) {
    orders.add(effect);
  }

  void report(RelayEvent event) {
    orders.add(new RelayEffect.Report(event));
  }

  Optional<Delivery> find(Hash32 hash) {
    return Optional.ofNullable(deliveries.get(hash));
  }

  /** A copy for loops that change the queue. */
  List<Delivery> all() {
    return new ArrayList<>(deliveries.values());
  }

  Collection<Destination> destinations() {
    return destinations.values();
  }

  Destination destination(ChainId chain) {
    return destinations.computeIfAbsent(chain, c -> new Destination(c, false));
  }

  Map<ChainId, ScanCursor> cursors() {
    return cursors;
  }

  ScanCursor cursor(ChainId chain) {
    return cursors.getOrDefault(chain, new ScanCursor(chain, List.of()));
  }

  void scanned(ChainId chain, BlockRef upTo) {
    cursors.put(chain, cursor(chain).advancedTo(upTo));
    records.add(new RelayRecord.Scanned(chain, upTo));
  }

  void unwound(ChainId chain, long ancestor) {
    cursors.put(chain, cursor(chain).rewoundTo(ancestor));
    records.add(new RelayRecord.Unwound(chain, ancestor));
  }

  List<RelayRecord> allRecords() {
    List<RelayRecord> all = new ArrayList<>();
    for (ScanCursor cursor : cursors.values()) {
      cursor.recent().forEach(b -> all.add(new RelayRecord.Scanned(cursor.chain(), b)));
    }
    deliveries.values().forEach(delivery -> all.add(delivery.record()));
    return all;
  }

  Map<String, Integer> counts() {
    return counts;
  }

  Delivery add(PendingMessage message) {
    Delivery delivery = new Delivery(nextSequence++, message, destination(message.destination()));
    deliveries.put(message.hash(), delivery);
    count(delivery.state, 1);
    touched.add(delivery);
    report(new RelayEvent.Moved(message, delivery.state, delivery.state));
    return delivery;
  }

  /** Puts back what the disk holds; its first step follows. */
  void restore(RelayRecord record) {
    switch (record) {
      case RelayRecord.Scanned s -> cursors.put(s.chain(), cursor(s.chain()).advancedTo(s.upTo()));
      case RelayRecord.Unwound u ->
          cursors.put(u.chain(), cursor(u.chain()).rewoundTo(u.ancestor()));
      case RelayRecord.Forgotten forgotten -> remove(deliveries.get(forgotten.hash()));
      case RelayRecord.Stored stored -> {
        remove(deliveries.get(stored.message().hash()));
        Delivery delivery = add(stored.message());
        count(delivery.state, -1);
        delivery.restore(stored);
        count(delivery.state, 1);
        join(delivery);
        delivery.destination.mustResend |= delivery.hasOpenSlot();
      }
    }
    orders.clear();
  }

  void forget(Delivery delivery) {
    remove(delivery);
    records.add(new RelayRecord.Forgotten(delivery.hash()));
  }

  private void remove(@Nullable Delivery delivery) {
    if (delivery == null) {
      return;
    }
    leave(delivery);
    count(delivery.state, -1);
    deliveries.remove(delivery.hash());
    touched.remove(delivery);
    delivery.dueNanos = Delivery.NEVER;
  }

  void move(Delivery delivery, DeliveryState to) {
    DeliveryState from = delivery.state;
    leave(delivery);
    delivery.state = to;
    join(delivery);
    touched.add(delivery);
    if (!from.equals(to)) {
      count(from, -1);
      count(to, 1);
      report(new RelayEvent.Moved(delivery.message, from, to));
    }
  }

  void slot(Delivery delivery, @Nullable Slot slot) {
    leave(delivery);
    delivery.slot(slot);
    join(delivery);
    touched.add(delivery);
  }

  void touch(Delivery delivery) {
    touched.add(delivery);
  }

  /** The next delivery whose time has come. */
  Optional<Delivery> pollDue() {
    while (!schedule.isEmpty() && schedule.peek().atNanos() <= nowNanos) {
      Due due = schedule.remove();
      if (due.delivery().dueNanos == due.atNanos()) {
        due.delivery().dueNanos = Delivery.NEVER;
        touched.add(due.delivery());
        return Optional.of(due.delivery());
      }
    }
    return Optional.empty();
  }

  long nextDueNanos() {
    while (!schedule.isEmpty()
        && schedule.peek().delivery().dueNanos != schedule.peek().atNanos()) {
      schedule.remove();
    }
    return schedule.isEmpty() ? Delivery.NEVER : schedule.peek().atNanos();
  }

  private void schedule(Delivery delivery) {
    long due =
        switch (delivery.state) {
          case DeliveryState.Waiting _, DeliveryState.Parked _ ->
              Math.min(delivery.retryAtNanos, delivery.cancelAtNanos);
          case DeliveryState.Ready _, DeliveryState.InFlight _ -> delivery.retryAtNanos;
          case DeliveryState.Expired _ -> Math.min(delivery.retryAtNanos, delivery.cancelAtNanos);
          case DeliveryState.Delivered _ -> delivery.cancelAtNanos;
          case DeliveryState.Checking _, DeliveryState.Simulating _ -> Delivery.NEVER;
        };
    if (due != delivery.dueNanos) {
      delivery.dueNanos = due;
      if (due != Delivery.NEVER) {
        schedule.add(new Due(due, delivery));
      }
    }
  }

  private void leave(Delivery delivery) {
    Destination destination = delivery.destination;
    destination.ready.remove(delivery.sequence);
    destination.closing.remove(delivery);
    destination.used.remove(delivery);
    delivery.slot().ifPresent(s -> destination.open.remove(s.nonce()));
    delivery.slot().ifPresent(s -> destination.taken.remove(s.nonce()));
  }

  private void join(Delivery delivery) {
    Destination destination = delivery.destination;
    boolean isUsed = delivery.slot().isPresent() && !delivery.hasOpenSlot();
    if (delivery.state instanceof DeliveryState.Ready && !isUsed) {
      destination.ready.put(delivery.sequence, delivery);
    }
    if (delivery.state instanceof DeliveryState.Delivered) {
      destination.closing.add(delivery);
    } else if (isUsed) {
      destination.used.add(delivery);
    }
    delivery.slot().ifPresent(s -> occupy(delivery, s));
  }

  private static void occupy(Delivery delivery, Slot slot) {
    Delivery other = delivery.destination.taken.put(slot.nonce(), delivery);
    Invariants.require(
        other == null, () -> "two messages with nonce " + Long.toUnsignedString(slot.nonce()));
    if (slot.isOpen()) {
      delivery.destination.open.put(slot.nonce(), delivery);
    }
  }

  private void count(DeliveryState state, int change) {
    counts.merge(state.text(), change, Integer::sum);
  }
}
