package dev.fairlead.xcmp.judge;

import dev.fairlead.xcmp.peer.PeerId;

/** What our own observations say of a collator. A heuristic, never evidence (5.7). */
public sealed interface Standing {
  /** Nothing of it was acked so far. */
  record Unknown() implements Standing {}

  /**
   * Entries that it got were acked.
   *
   * @param ackedEntries how many
   * @param medianBlocks middle time since anybody got such an entry, relay blocks
   */
  record Proven(long ackedEntries, long medianBlocks) implements Standing {}

  /**
   * It held an entry longer than the cutoff.
   *
   * @param entry which one, the first
   * @param blocks on its clock
   * @param cutoffBlocks what was allowed
   */
  record Overdue(JudgedEntry entry, long blocks, long cutoffBlocks) implements Standing {}

  /** Derives the standing of a collator; protections that are off are passed over. */
  static Standing of(
      Observations observations, JudgeSettings settings, PeerId collator, long now, Cutoff cutoff) {
    if (settings.protections().blacklist()) {
      var late = observations.overdue(collator, now, cutoff.blocks());
      if (late.isPresent()) {
        long blocks = observations.blacklistBlocks(late.get(), now).orElse(0);
        return new Overdue(late.get().entry(), blocks, cutoff.blocks());
      }
    }
    var times = observations.whitelistBlocks(collator);
    if (times.isEmpty() || !settings.protections().whitelist()) {
      return new Unknown();
    }
    var sorted = times.stream().sorted().toList();
    return new Proven(times.size(), sorted.get((sorted.size() - 1) / 2));
  }

  /** 0 is best: proven, unknown, overdue. */
  default int rank() {
    return switch (this) {
      case Proven _ -> 0;
      case Unknown() -> 1;
      case Overdue _ -> 2;
    };
  }
}
