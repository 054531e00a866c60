package dev.fairlead.xcmp.judge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/** The observations of one collator. Settled ones are forgotten before pending ones. */
final class CollatorRecord {
  private final SequencedMap<JudgedEntry, Observation> pending = new LinkedHashMap<>();
  private final Deque<Observation> settled = new ArrayDeque<>();
  private final Deque<Observation> late = new ArrayDeque<>(); // acked later than any cutoff's least
  private int acked;

  void add(Observation observation) {
    pending.put(observation.entry(), observation);
  }

  void settle(JudgedEntry entry, Function<Observation, Observation.Outcome> ending) {
    Observation one = pending.remove(entry);
    if (one == null) {
      return;
    }
    Observation ended = one.with(ending.apply(one));
    settled.addLast(ended);
    if (ended.outcome() instanceof Observation.Outcome.Acked(_, _, long blocks)) {
      acked++;
      if (blocks > Cutoff.BLOCKS_MIN) {
        late.addLast(ended);
      }
    }
  }

  /** What was acked up to a block does not count as late any more. */
  void forgive(long upToBlock) {
    while (!late.isEmpty() && ackBlock(late.getFirst()) < upToBlock) {
      late.removeFirst();
    }
  }

  private static long ackBlock(Observation one) {
    return one.outcome() instanceof Observation.Outcome.Acked(long block, _, _) ? block : 0;
  }

  Observation removeOldest() {
    Observation gone = settled.pollFirst();
    if (gone == null) {
      return pending.pollFirstEntry().getValue();
    }
    if (gone.outcome() instanceof Observation.Outcome.Acked) {
      acked--;
      late.removeFirstOccurrence(gone);
    }
    return gone;
  }

  /** Not acked, sent longest ago first. */
  Collection<Observation> pending() {
    return Collections.unmodifiableCollection(pending.values());
  }

  Collection<Observation> late() {
    return Collections.unmodifiableCollection(late);
  }

  List<Observation> all() {
    List<Observation> all = new ArrayList<>(settled);
    all.addAll(pending.values());
    return List.copyOf(all);
  }

  int acked() {
    return acked;
  }

  int size() {
    return settled.size() + pending.size();
  }
}
