package dev.fairlead.opstack.relay;

import dev.fairlead.kernel.identity.ChainId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queue at one moment.
 *
 * @param deliveries all messages, in the order in which they were first seen
 * @param cursors how far each chain was read
 */
public record RelaySnapshot(List<Entry> deliveries, Map<ChainId, ScanCursor> cursors) {
  /** Copies both. */
  public RelaySnapshot {
    deliveries = List.copyOf(deliveries);
    cursors = Map.copyOf(cursors);
  }

  /**
   * One message.
   *
   * @param message what it is
   * @param state how far it has come
   * @param slots its nonce: none or one
   */
  public record Entry(PendingMessage message, DeliveryState state, List<Slot> slots) {
    /** Copies the list. */
    public Entry {
      slots = List.copyOf(slots);
    }

    /** Its nonce. */
    public Optional<Slot> slot() {
      return slots.isEmpty() ? Optional.empty() : Optional.of(slots.getFirst());
    }
  }

  static RelaySnapshot of(RelayQueue queue) {
    return new RelaySnapshot(
        queue.all().stream()
            .map(d -> new Entry(d.message, d.state, d.slot().map(List::of).orElse(List.of())))
            .toList(),
        queue.cursors());
  }
}
