package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Blake2b256;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.RelaySession;
import dev.fairlead.xcmp.relaychain.RelayState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Members in the order in which this node tries them: shuffled by its own id (section 5.7). */
  List<PeerId> inDialOrder(List<PeerId> members) {
    Map<PeerId, Hash32> rank = new HashMap<>();
    for (PeerId member : members) {
      rank.put(member, new Blake2b256().update(self.bytes()).update(member.bytes()).digest());
    }
    return members.stream().sorted(Comparator.comparing(rank::get)).toList();
  }
}
