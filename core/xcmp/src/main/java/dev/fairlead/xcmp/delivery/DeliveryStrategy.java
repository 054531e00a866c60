package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;

/** By which way bodies reach the recipient (section 5.3). Pure. */
public sealed interface DeliveryStrategy {
  /** S0: collators of the recipient ask full nodes of the sender that they know. */
  record None() implements DeliveryStrategy {}

  /** S1: collators of the recipient ask the validators that backed the sender. The default. */
  record Sending() implements DeliveryStrategy {}

  /**
   * S2: as S1 with fewer connections. Collators of the recipient ask one member of their own para's
   * group, which gets on demand what it lacks from its partner in the group that backed the sender
   * (section 5.10, ADR 0015).
   */
  record Relayed() implements DeliveryStrategy {}

  /**
   * S3: the validators that backed the sender push to the validators of the recipient, which the
   * recipient's collators ask.
   */
  record Both() implements DeliveryStrategy {}

  /** S4: collators of the sender push to the validators of the recipient. */
  record Receiving() implements DeliveryStrategy {}

  /** Validators that a collator of the recipient asks for an entry first, in no order. */
  default List<PeerId> firstSources(RelayState best, QueueEntry entry) {
    return switch (this) {
      case None() -> List.of();
      case Sending() -> entry.backers(best);
      case Relayed(), Both(), Receiving() -> receivers(best, entry.id().recipient());
    };
  }

  /** Whether validators that hold an entry are asked at all. */
  default boolean usesValidators() {
    return !(this instanceof None);
  }

  /** Whether collators of the recipient ask the group of their own para first. */
  default boolean asksReceivers() {
    return this instanceof Relayed || usesReceivers();
  }

  /** Whether a group of validators receives for each para. */
  default boolean usesReceivers() {
    return this instanceof Both || this instanceof Receiving;
  }

  /** The validators that receive for a para in the block after a state (N-G4, AM19). */
  static List<PeerId> receivers(RelayState state, ParaId recipient) {
    return Groups.peers(state.session(), Groups.backing(state, recipient));
  }
}
