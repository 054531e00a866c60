package dev.fairlead.xcmp.relaychain;

import dev.fairlead.xcmp.channel.ParaId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Candidates in flight: who has signed for chunks, and whose time is over (AM5). */
final class Availability {
  private Availability() {}

  static void count(RelayDraft draft) {
    if (draft.block.available().isEmpty()) {
      return;
    }
    int validators = draft.session().validators().size();
    for (Map.Entry<ParaId, List<InFlight>> entry : draft.tables.inFlight) {
      List<InFlight> counted = new ArrayList<>();
      for (InFlight one : entry.getValue()) {
        SortedSet<Integer> signed =
            draft.block.available().getOrDefault(one.hash(), ValidatorSet.EMPTY);
        ValidatorSet valid = ValidatorSet.within(signed, validators);
        counted.add(valid.isEmpty() ? one : one.withAvailable(valid));
      }
      draft.tables.inFlight = draft.tables.inFlight.put(entry.getKey(), List.copyOf(counted));
    }
  }

  static void dropLate(RelayDraft draft) {
    int blocks = draft.settings.candidates().availabilityBlocks();
    for (Map.Entry<ParaId, List<InFlight>> entry : draft.tables.inFlight) {
      List<InFlight> kept = new ArrayList<>();
      boolean isDropping = false;
      for (InFlight one : entry.getValue()) {
        boolean isLate = draft.number() - one.backedIn() >= blocks;
        if (isLate || isDropping) {
          RelayEvent.DropCause cause =
              isDropping
                  ? RelayEvent.DropCause.ANCESTOR_DROPPED
                  : RelayEvent.DropCause.NOT_AVAILABLE;
          draft.emit(new RelayEvent.CandidateDropped(one.hash(), entry.getKey(), cause));
          isDropping = true;
        } else {
          kept.add(one);
        }
      }
      if (isDropping) {
        draft.tables.inFlight =
            RelayTables.putOrRemove(draft.tables.inFlight, entry.getKey(), kept);
      }
    }
  }

  /** Drops everything in flight (AM2). */
  static void dropAll(RelayDraft draft) {
    for (Map.Entry<ParaId, List<InFlight>> entry : draft.tables.inFlight) {
      for (InFlight one : entry.getValue()) {
        draft.emit(
            new RelayEvent.CandidateDropped(
                one.hash(), entry.getKey(), RelayEvent.DropCause.SESSION_CHANGED));
      }
    }
    draft.tables.inFlight = PersistentMap.empty();
  }
}
