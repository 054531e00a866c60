package dev.fairlead.simulator.world;

import dev.fairlead.xcmp.relaychain.RelaySession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who shares a group with whom in a session; found once per session. */
final class GroupMates {
  private @Nullable RelaySession session; // of the last question
  private int[][] mates = {}; // by validator, ascending

  /** The other members of a validator's group, ascending; nobody if it is in none. */
  int[] of(RelaySession now, int validator) {
    if (!now.equals(session)) {
      session = now;
      mates = find(now);
    }
    return mates[validator];
  }

  private static int[][] find(RelaySession session) {
    int[][] mates = new int[session.validators().size()][0];
    for (List<Integer> group : session.groups()) {
      for (int member : group) {
        mates[member] =
            group.stream().mapToInt(one -> one).filter(one -> one != member).sorted().toArray();
      }
    }
    return mates;
  }
}
