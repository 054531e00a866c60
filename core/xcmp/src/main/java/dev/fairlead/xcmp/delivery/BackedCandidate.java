package dev.fairlead.xcmp.delivery;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.relaychain.InFlight;
import dev.fairlead.xcmp.relaychain.RelaySession;
import java.util.ArrayList;
import java.util.List;

/**
 * A backed candidate as one validator of its session sees it.
 *
 * @param origin the candidate with its backing
 * @param session of the candidate
 * @param index position of the validator in the session, which is that of its chunk
 */
record BackedCandidate(InFlight origin, RelaySession session, int index) {
  Hash32 hash() {
    return origin.hash();
  }

  Hash32 erasureRoot() {
    return origin.candidate().erasureRoot();
  }

  int validators() {
    return session.validators().size();
  }

  PeerId peer(long validator) {
    return new PeerId(session.validators().get((int) validator).peer());
  }

  List<PeerId> backers() {
    return Groups.peers(session, origin.group());
  }

  boolean isBacker(int validator) {
    return session.members(origin.group()).contains(validator);
  }

  /**
   * The chunks that this validator hands over: members of the group share the work by position, and
   * who backed makes its own chunk itself.
   */
  List<Integer> share() {
    List<Integer> members = session.members(origin.group());
    int position = members.indexOf(index);
    List<Integer> share = new ArrayList<>();
    for (int validator = position; validator < validators(); validator += members.size()) {
      if (!members.contains(validator)) {
        share.add(validator);
      }
    }
    return share;
  }
}
