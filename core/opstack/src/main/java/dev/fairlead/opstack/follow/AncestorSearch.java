package dev.fairlead.opstack.follow;

import dev.fairlead.kernel.history.BlockLink;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for the newest block that log and source share: first downwards in doubling steps, then by
 * even division between the highest height at which they agree and the lowest at which they differ.
 * Heights that the source does not have say nothing; the search begins again below them.
 */
final class AncestorSearch {
  private final long first;
  private final int linksMax;
  private long top;
  private boolean isSourceBelowLog;
  private Optional<Long> agree = Optional.empty();
  private Optional<Long> differ = Optional.empty();

  /** Searches the stored heights from {@code first} to {@code tip}. */
  AncestorSearch(long first, long tip, int linksMax) {
    this.first = first;
    this.top = tip;
    this.linksMax = linksMax;
  }

  /** What is known after an answer. */
  sealed interface Progress {
    /** More headers are needed. */
    record Continue() implements Progress {}

    /** Nothing that the source has differs from the log. */
    record NoDifference() implements Progress {}

    /** The log has to be cut above this height. */
    record Found(long number) implements Progress {}

    /** Even the first stored block differs. */
    record NothingShared() implements Progress {}

    /** The answer contradicts itself, as during a reorg. */
    record Contradiction() implements Progress {}
  }

  /** Heights to ask for next, ascending. */
  List<Long> probes() {
    if (agree.isPresent() && differ.isPresent()) {
      return Spread.between(agree.get() + 1, differ.get(), linksMax);
    }
    TreeSet<Long> probes = new TreeSet<>(Long::compareUnsigned);
    probes.add(first);
    long depth = 0;
    while (probes.size() < linksMax && Long.compareUnsigned(depth, top - first) < 0) {
      probes.add(top - depth);
      depth = 2 * depth + 1;
    }
    return List.copyOf(probes);
  }

  /** Compares an answer with the log. */
  Progress learn(List<Long> asked, List<BlockLink> links, LogDraft log) {
    Set<Long> missing = new TreeSet<>(asked);
    links.forEach(link -> missing.remove(link.number()));
    missing.stream().min(Long::compareUnsigned).ifPresent(this::lowerTop);
    List<Long> equal = new ArrayList<>();
    List<Long> unequal = new ArrayList<>();
    for (BlockLink link : links) {
      Optional<BlockRef> stored = log.at(link.number());
      if (stored.isPresent()) {
        (stored.get().equals(link.ref()) ? equal : unequal).add(link.number());
      }
    }
    equal.stream().max(Long::compareUnsigned).ifPresent(this::raiseAgree);
    unequal.stream().min(Long::compareUnsigned).ifPresent(this::lowerDiffer);
    return progress();
  }

  private Progress progress() {
    if (differ.isEmpty()) {
      boolean isCompared = agree.isPresent() && Long.compareUnsigned(agree.get(), top) >= 0;
      return isCompared || isSourceBelowLog ? new Progress.NoDifference() : new Progress.Continue();
    }
    if (agree.isEmpty()) {
      return differ.get() == first ? new Progress.NothingShared() : new Progress.Contradiction();
    }
    if (Long.compareUnsigned(agree.get(), differ.get()) >= 0) {
      return new Progress.Contradiction();
    }
    return differ.get() == agree.get() + 1
        ? new Progress.Found(agree.get())
        : new Progress.Continue();
  }

  private void lowerTop(long missing) {
    isSourceBelowLog = missing == first;
    if (!isSourceBelowLog && Long.compareUnsigned(missing, top) <= 0) {
      top = missing - 1;
    }
  }

  private void raiseAgree(long number) {
    if (agree.isEmpty() || Long.compareUnsigned(number, agree.get()) > 0) {
      agree = Optional.of(number);
    }
  }

  private void lowerDiffer(long number) {
    if (differ.isEmpty() || Long.compareUnsigned(number, differ.get()) < 0) {
      differ = Optional.of(number);
    }
  }
}
