package dev.fairlead.simulator.adversary;

import dev.fairlead.xcmp.peer.EntryId;
import dev.fairlead.xcmp.peer.ErrorCode;
import dev.fairlead.xcmp.peer.Item;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.peer.PeerResponse;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** What attacks have in common. */
final class Lies {
  /** The answer of who holds it and does not say so. */
  static final PeerResponse.Refusal NOT_HELD =
      new PeerResponse.Refusal(ErrorCode.NOT_HELD, 0, Optional.empty());

  private Lies() {}

  /** An answer with some of its items; the refusal if none is left. */
  static PeerResponse only(PeerResponse.Fetched answer, Predicate<Item> some) {
    List<Item> left = answer.items().stream().filter(some).toList();
    return left.isEmpty()
        ? NOT_HELD
        : new PeerResponse.Fetched(answer.anchor(), left, answer.next());
  }

  /** The candidate that sent an entry, as a state knows it. */
  static Optional<Enacted> origin(RelayState state, EntryId id) {
    return state.enactedIn(id.block()).stream()
        .filter(one -> one.origin().candidate().para().equals(id.sender()))
        .findFirst();
  }

  /** Whether a validator is of the group that backed the sender of an entry. */
  static boolean isBacker(RelayState state, EntryId id, PeerId validator) {
    Optional<Enacted> origin = origin(state, id);
    Optional<RelaySession> session = origin.flatMap(one -> state.session(one.session()));
    return session.isPresent() && isMember(session.get(), origin.get().origin().group(), validator);
  }

  private static boolean isMember(RelaySession session, int group, PeerId validator) {
    return session.members(group).stream()
        .anyMatch(one -> session.validators().get(one).peer().equals(validator.bytes()));
  }

  /** Position of a validator in its group, counted from the last; absent if it is in none. */
  static OptionalInt fromLast(RelaySession session, int group, PeerId validator) {
    List<Integer> members = session.members(group);
    for (int at = 0; at < members.size(); at++) {
      if (session.validators().get(members.get(at)).peer().equals(validator.bytes())) {
        return OptionalInt.of(members.size() - 1 - at);
      }
    }
    return OptionalInt.empty();
  }
}
