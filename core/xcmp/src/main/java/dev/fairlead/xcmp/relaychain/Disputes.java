package dev.fairlead.xcmp.relaychain;

import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Votes that an included candidate is invalid (AM6). */
final class Disputes {
  private Disputes() {}

  static void count(RelayDraft draft, Hash32 candidate, SortedSet<Integer> voters) {
    Optional<Enacted> found = draft.tables.enacted.get(candidate);
    Optional<RelaySession> session =
        found.flatMap(enacted -> draft.tables.sessions.get(enacted.session()));
    if (found.isEmpty() || session.isEmpty()) {
      draft.emit(new RelayEvent.VotesIgnored(candidate));
      return;
    }
    ValidatorSet valid = ValidatorSet.within(voters, session.get().validators().size());
    Enacted enacted = found.get().withVotes(valid);
    draft.tables.enacted = draft.tables.enacted.put(candidate, enacted);
    int needed = session.get().supermajority();
    int votes = enacted.invalidVotes().size();
    draft.emit(new RelayEvent.VotesCounted(candidate, votes, needed));
    if (votes >= needed) {
      draft.emit(new RelayEvent.DisputeLost(candidate, enacted.parent()));
    }
  }

  static void forgetOld(RelayDraft draft) {
    RelayTables tables = draft.tables;
    long keptFrom = draft.number() - draft.settings.candidates().enactedBlocks();
    for (Map.Entry<Long, List<Hash32>> entry : tables.enactedIn) {
      if (entry.getKey() >= keptFrom) {
        return;
      }
      for (Hash32 candidate : entry.getValue()) {
        tables.enacted = tables.enacted.remove(candidate);
      }
      tables.enactedIn = tables.enactedIn.remove(entry.getKey());
    }
  }
}
