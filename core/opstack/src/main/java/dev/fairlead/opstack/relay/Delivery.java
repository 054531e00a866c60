package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.message.Identifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message in the queue, with what is forgotten at a restart. Owned by the machine. */
final class Delivery {
  static final long NEVER = Long.MAX_VALUE;

  /** More emissions of one message help nobody. */
  private static final int SIGHTINGS_MAX = 16;

  private static final Comparator<Sighting> BY_AGE =
      Comparator.comparing((Sighting s) -> s.identifier().timestamp(), Long::compareUnsigned)
          .thenComparing(s -> s.identifier().position());

  final long sequence;
  final PendingMessage message;
  final Destination destination;

  DeliveryState state = new DeliveryState.Waiting(WaitCause.NEW);
  long retryAtNanos;
  long cancelAtNanos = NEVER;
  long dueNanos = NEVER;
  int retries;
  int rejections;
  boolean isWarned;

  /** How often the messenger has answered that the message was relayed before. */
  int confirmations;

  /** Whether a node may hold one of the slot's transactions. Only the first can be called back. */
  boolean mayBeOut;

  /** Whether a transaction of the slot was sent by this process. */
  boolean isSent;

  /** Whether the next transaction of the slot must pay more. */
  boolean needsBump;

  /** When this process first sent the slot's latest transaction; never before that. */
  long firstSentAtNanos = NEVER;

  /** How often the slot's nonce was seen used without one of ours in a block. */
  int unexplained;

  // Absent until a nonce was taken and again after it is settled.
  private @Nullable Slot slot;
  // What the disk holds; absent before the first commit.
  private RelayRecord.@Nullable Stored stored;
  // Oldest first.
  private final List<Sighting> sightings = new ArrayList<>();
  private final Set<Identifier> refused = new HashSet<>();

  Delivery(long sequence, PendingMessage message, Destination destination) {
    this.sequence = sequence;
    this.message = message;
    this.destination = destination;
  }

  Hash32 hash() {
    return message.hash();
  }

  Optional<Slot> slot() {
    return Optional.ofNullable(slot);
  }

  boolean hasOpenSlot() {
    return slot != null && slot.isOpen();
  }

  void slot(@Nullable Slot newSlot) {
    slot = newSlot;
  }

  /** Adds an emission; answers whether it was new. */
  boolean add(Sighting sighting) {
    boolean isKnown = sightings.stream().anyMatch(sighting::equals);
    if (isKnown) {
      return false;
    }
    sightings.removeIf(s -> s.identifier().equals(sighting.identifier()));
    sightings.add(sighting);
    sightings.sort(BY_AGE);
    refused.remove(sighting.identifier());
    while (sightings.size() > SIGHTINGS_MAX) {
      sightings.removeFirst();
    }
    return true;
  }

  /** Drops emissions above a height; answers whether there were any. */
  boolean dropAbove(long blockNumber) {
    return sightings.removeIf(
        s -> Long.compareUnsigned(s.identifier().blockNumber(), blockNumber) > 0);
  }

  boolean hasEmissions() {
    return !sightings.isEmpty();
  }

  boolean knows(Identifier identifier) {
    return sightings.stream().anyMatch(s -> s.identifier().equals(identifier));
  }

  /** The youngest emission that was not refused. */
  Optional<Identifier> usable() {
    for (Sighting sighting : sightings.reversed()) {
      if (!refused.contains(sighting.identifier())) {
        return Optional.of(sighting.identifier());
      }
    }
    return Optional.empty();
  }

  /** Time of the youngest emission. */
  Optional<Long> youngest() {
    return sightings.isEmpty()
        ? Optional.empty()
        : Optional.of(sightings.getLast().identifier().timestamp());
  }

  void refuse(Identifier identifier) {
    refused.add(identifier);
  }

  void forgiveAll() {
    refused.clear();
  }

  /** What must be stored, if it differs from what is. */
  Optional<RelayRecord.Stored> change() {
    RelayRecord.Stored record = record();
    if (record.equals(stored)) {
      return Optional.empty();
    }
    stored = record;
    return Optional.of(record);
  }

  /** All that survives a restart. */
  RelayRecord.Stored record() {
    RelayRecord.Stage stage =
        switch (state) {
          case DeliveryState.Expired expired -> new RelayRecord.Stage.Expired(expired.deadline());
          case DeliveryState.Delivered done ->
              new RelayRecord.Stage.Delivered(done.blockNumber(), done.evidence());
          case DeliveryState.Waiting _,
              DeliveryState.Checking _,
              DeliveryState.Simulating _,
              DeliveryState.Ready _,
              DeliveryState.InFlight _,
              DeliveryState.Parked _ ->
              new RelayRecord.Stage.Queued();
        };
    return new RelayRecord.Stored(
        message, sightings, stage, slot == null ? List.of() : List.of(slot));
  }

  /** Takes over what the disk holds. */
  void restore(RelayRecord.Stored record) {
    stored = record;
    sightings.clear();
    sightings.addAll(record.sightings());
    slot = record.slot().orElse(null);
    mayBeOut = hasOpenSlot();
    state =
        switch (record.stage()) {
          case RelayRecord.Stage.Expired expired -> new DeliveryState.Expired(expired.deadline());
          case RelayRecord.Stage.Delivered done ->
              new DeliveryState.Delivered(done.blockNumber(), done.evidence());
          case RelayRecord.Stage.Queued _ -> resumed();
        };
    cancelAtNanos = mayBeOut && !(state instanceof DeliveryState.InFlight) ? 0 : NEVER;
  }

  /** The state that an open slot stands for. */
  DeliveryState resumed() {
    if (slot != null
        && slot.isOpen()
        && slot.latest().purpose() instanceof Attempt.Purpose.Relay relay
        && knows(relay.identifier())) {
      return new DeliveryState.InFlight(relay.identifier());
    }
    return new DeliveryState.Waiting(hasEmissions() ? WaitCause.NEW : WaitCause.NO_EMISSION);
  }
}
