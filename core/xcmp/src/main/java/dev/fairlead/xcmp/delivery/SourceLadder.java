package dev.fairlead.xcmp.delivery;

import dev.fairlead.xcmp.peer.PeerId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whom to ask for an entry, best first (section 5.5): one after another, and from the third step on
 * two at the same time, since by then time is short. Who has once given what does not check comes
 * after all others (section 5.8).
 *
 * @param oneByOne steps 1 and 2: validators
 * @param inParallel step 3: nodes of the own para and full nodes of the sender
 */
record SourceLadder(List<PeerId> oneByOne, List<PeerId> inParallel) {
  /** How many are asked at the same time from step 3 on. */
  static final int PARALLEL = 2;

  /** Copies the lists; a peer on both stays on the first. */
  SourceLadder {
    LinkedHashSet<PeerId> first = new LinkedHashSet<>(oneByOne);
    LinkedHashSet<PeerId> others = new LinkedHashSet<>(inParallel);
    others.removeAll(first);
    oneByOne = List.copyOf(first);
    inParallel = List.copyOf(others);
  }

  /** The same with some peers after all others. */
  SourceLadder lastly(Predicate<PeerId> some) {
    List<PeerId> last = new ArrayList<>(inParallel.stream().filter(some.negate()).toList());
    Stream.concat(oneByOne.stream(), inParallel.stream()).filter(some).forEach(last::add);
    return new SourceLadder(oneByOne.stream().filter(some.negate()).toList(), last);
  }

  /** Only sources that are asked one after another. */
  static SourceLadder oneByOne(List<PeerId> sources) {
    return new SourceLadder(sources, List.of());
  }
}
