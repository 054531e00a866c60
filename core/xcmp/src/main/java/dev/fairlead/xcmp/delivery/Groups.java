package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.Enacted;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Who is in which group, and where a node itself is. Owned by one machine. */
final class Groups {
  private final PeerId self;
  private @Nullable RelaySession cached; // of the last question
  private int cachedGroup;
  private int cachedValidator;
  private List<PeerId> cachedOthers = List.of();
  private Turn servedTurn = new Turn(-1, -1);
  private List<ParaId> served = List.of();

  Groups(PeerId self) {
    this.self = self;
  }

  /** The time between two rotations, or a rotation and a change of session. */
  record Turn(long session, long rotation) {}

  /** The turn of the block after a state. */
  static Turn turn(RelayState state) {
    RelaySession session = state.session();
    int period = state.settings().candidates().rotationBlocks();
    return new Turn(session.index(), (state.number() + 1 - session.startBlock()) / period);
  }

  /** Whether this node's group serves a para in the next block. */
  boolean serves(RelayState state, ParaId para) {
    return own(state.session()).equals(Optional.of(backing(state, para)));
  }

  /** The paras that this node's group serves in the next block. */
  List<ParaId> served(RelayState best) {
    Turn turn = turn(best);
    if (!turn.equals(servedTurn)) {
      servedTurn = turn;
      served = best.paras().stream().filter(one -> serves(best, one)).toList();
    }
    return served;
  }

  /** Whether this node is of the group that backed a candidate. */
  boolean hasBacked(RelayState state, Enacted origin) {
    return state
        .session(origin.session())
        .filter(session -> peers(session, origin.origin().group()).contains(self))
        .isPresent();
  }

  /** The members of a group. */
  static List<PeerId> peers(RelaySession session, int group) {
    return session.members(group).stream()
        .map(member -> new PeerId(session.validators().get(member).peer()))
        .toList();
  }

  /** The group that backs a para in the block after a state. */
  static int backing(RelayState state, ParaId para) {
    return state.groupOf(para, state.number() + 1);
  }

  /** The group of this node; absent if it does not validate in the session. */
  Optional<Integer> own(RelaySession session) {
    find(session);
    return cachedGroup < 0 ? Optional.empty() : Optional.of(cachedGroup);
  }

  /** The position of this node among the validators; absent if it does not validate. */
  Optional<Integer> validator(RelaySession session) {
    find(session);
    return cachedValidator < 0 ? Optional.empty() : Optional.of(cachedValidator);
  }

  private void find(RelaySession session) {
    if (session.equals(cached)) {
      return;
    }
    cached = session;
    cachedGroup = -1;
    cachedValidator = -1;
    for (int at = 0; at < session.validators().size(); at++) {
      if (session.validators().get(at).peer().equals(self.bytes())) {
        cachedValidator = at;
      }
    }
    for (int group = 0; group < session.groups().size(); group++) {
      if (session.members(group).contains(cachedValidator)) {
        cachedGroup = group;
      }
    }
    cachedOthers = cachedGroup < 0 ? List.of() : withoutSelf(peers(session, cachedGroup));
  }

  /** The other members of this node's group. */
  List<PeerId> others(RelaySession session) {
    find(session);
    return cachedOthers;
  }

  /** All others, in the same order. */
  List<PeerId> withoutSelf(List<PeerId> members) {
    return members.stream().filter(one -> !one.equals(self)).toList();
  }

  /** Chance of a block that is this node's own, so that members choose differently. */
  Hash32 chance(RelayState state) {
    return new Blake2b256().update(state.ref().hash()).update(self.bytes().toByteArray()).digest();
  }

  /** Members in the order in which this node tries them: see {@link DialOrder}. */
  List<PeerId> inDialOrder(List<PeerId> members) {
    return DialOrder.of(self.bytes(), members);
  }

  /** Validators in an order that is this node's own: see {@link DialOrder}. */
  List<Integer> inOwnOrder(List<Integer> validators) {
    return DialOrder.of(self.bytes(), validators);
  }

  boolean isSelf(PeerId peer) {
    return peer.equals(self);
  }

  /**
   * The members of a recipient's group in the order in which this validator hands them entries: its
   * partner first (section 5.10). Empty if this node does not validate.
   */
  List<PeerId> partners(RelayState state, ParaId recipient) {
    return partners(state, new Seat(state.session(), backing(state, recipient)));
  }

  /**
   * A group of a session that may have ended.
   *
   * @param session that the group is of
   * @param group its index there
   */
  record Seat(RelaySession session, int group) {
    List<PeerId> members() {
      return peers(session, group);
    }
  }

  /** The members of a group, the partner of this validator first; empty if it does not validate. */
  List<PeerId> partners(RelayState state, Seat to) {
    return partners(state, self, to);
  }

  /** With whom a member of this node's own group is paired in another group. */
  Optional<PeerId> partnerOf(RelayState state, PeerId fellow, Seat to) {
    return partners(state, fellow, to).stream().findFirst();
  }

  private List<PeerId> partners(RelayState state, PeerId of, Seat to) {
    RelaySession session = state.session();
    Optional<Integer> own = own(session);
    if (own.isEmpty()) {
      return List.of();
    }
    List<PeerId> others = to.members();
    int member = peers(session, own.get()).indexOf(of);
    int validator = session.members(own.get()).get(member);
    GroupPairing pairing =
        GroupPairing.of(seeded(session, own.get()), seeded(to.session(), to.group()));
    SequencedSet<PeerId> order = new LinkedHashSet<>();
    for (int failures = 0; failures < others.size(); failures++) {
      order.add(others.get(pairing.fallback(member, failures, validator)));
    }
    return List.copyOf(order);
  }

  private static GroupPairing.Group seeded(RelaySession session, int group) {
    Hash32 seed = new Blake2b256().update(session.seed()).updateIntLittleEndian(group).digest();
    return new GroupPairing.Group(group, session.members(group).size(), seed);
  }
}
