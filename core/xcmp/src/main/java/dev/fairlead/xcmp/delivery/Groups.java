package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
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

  Groups(PeerId self) {
    this.self = self;
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
    if (!session.equals(cached)) {
      cached = session;
      cachedGroup = find(session);
    }
    return cachedGroup < 0 ? Optional.empty() : Optional.of(cachedGroup);
  }

  private int find(RelaySession session) {
    for (int group = 0; group < session.groups().size(); group++) {
      for (int member : session.members(group)) {
        if (session.validators().get(member).peer().equals(self.bytes())) {
          return group;
        }
      }
    }
    return -1;
  }

  /** The other members of this node's group. */
  List<PeerId> others(RelaySession session) {
    return own(session)
        .map(group -> peers(session, group).stream().filter(one -> !one.equals(self)).toList())
        .orElse(List.of());
  }

  /** Members in the order in which this node tries them: see {@link DialOrder}. */
  List<PeerId> inDialOrder(List<PeerId> members) {
    return DialOrder.of(self.bytes(), members);
  }

  /**
   * The members of a recipient's group in the order in which this validator hands them entries: its
   * partner first (section 5.10). Empty if this node does not validate.
   */
  List<PeerId> partners(RelayState state, ParaId recipient) {
    RelaySession session = state.session();
    Optional<Integer> own = own(session);
    if (own.isEmpty()) {
      return List.of();
    }
    int to = backing(state, recipient);
    List<PeerId> members = peers(session, own.get());
    List<PeerId> others = peers(session, to);
    int member = members.indexOf(self);
    int validator = session.members(own.get()).get(member);
    GroupPairing pairing = GroupPairing.of(seeded(session, own.get()), seeded(session, to));
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
