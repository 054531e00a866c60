package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;

/** By which way bodies reach the recipient (section 5.3). Pure. */
public sealed interface DeliveryStrategy {
  /** S1: collators of the recipient ask the validators that backed the sender. The default. */
  record Sending() implements DeliveryStrategy {}

  /** Validators that a collator of the recipient asks for an entry first, in no order. */
  default List<PeerId> firstSources(RelayState state, QueueEntry entry) {
    return switch (this) {
      case Sending() -> entry.backers(state);
    };
  }
}
