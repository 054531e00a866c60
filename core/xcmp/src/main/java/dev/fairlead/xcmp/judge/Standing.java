package dev.fairlead.xcmp.judge;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import java.util.function.ToLongFunction;

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

  /**
   * Derives the standing of a collator; protections that are off are passed over.
   *
   * @param cutoffBlocks by recipient
   */
  static Standing of(
      Observations observations,
      JudgeSettings settings,
      PeerId collator,
      long now,
      ToLongFunction<ParaId> cutoffBlocks) {
    if (settings.isOn(Protection.BLACKLIST)) {
      var late = observations.overdue(collator, now, cutoffBlocks);
      if (late.isPresent()) {
        JudgedEntry entry = late.get().entry();
        long blocks = observations.blacklistBlocks(late.get(), now).orElse(0);
        return new Overdue(entry, blocks, cutoffBlocks.applyAsLong(entry.recipient()));
      }
    }
    if (!settings.isOn(Protection.WHITELIST) || !observations.isProven(collator)) {
      return new Unknown();
    }
    var sorted = observations.whitelistBlocks(collator).stream().sorted().toList();
    return new Proven(sorted.size(), sorted.get((sorted.size() - 1) / 2));
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
