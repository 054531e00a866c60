package dev.fairlead.xcmp.judge;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Raw observations of collators; every score is derived from them. Bounded by {@link JudgeLimits}:
 * the oldest observation of a collator goes first, and the collator that was seen longest ago. Of a
 * collator at its limit, entries that are still pending go last, so that nobody sheds blame by
 * fetching more. One owner thread. A block number may fall back with a fork of the relay chain; a
 * clock that would run backwards stands still.
 */
public final class Observations {
  private final JudgeSettings settings;
  private final QueueOrder order;
  private final Excuses excuses = new Excuses();
  private final LinkedHashMap<PeerId, Deque<Observation>> seen = new LinkedHashMap<>();
  private final LinkedHashMap<JudgedEntry, Life> lives = new LinkedHashMap<>();

  /** What happened to an entry before it was acked. */
  private static final class Life {
    private final long firstSentBlock;
    private OptionalLong frontBlock = OptionalLong.empty();
    private final Set<PeerId> holders = new HashSet<>();

    private Life(long firstSentBlock) {
      this.firstSentBlock = firstSentBlock;
    }
  }

  /** Nothing seen. */
  public Observations(JudgeSettings settings, QueueOrder order) {
    this.settings = settings;
    this.order = order;
  }

  /** A collator got an entry; a repetition changes nothing. */
  public void sent(long block, PeerId collator, JudgedEntry entry, Observation.How how) {
    Deque<Observation> own = touch(collator);
    Life life = lives.get(entry);
    if (life == null) {
      life = new Life(block);
      lives.put(entry, life);
      forgetOldestEntry();
    }
    if (life.holders.add(collator)) {
      own.addLast(new Observation(entry, block, how, new Observation.Outcome.Pending()));
      forgetOldestOf(own, collator);
    }
  }

  /** An entry became the first of its queue; the clocks of pushed copies start. */
  public void reachedFront(long block, JudgedEntry entry) {
    Life life = lives.get(entry);
    if (life != null && life.frontBlock.isEmpty()) {
      life.frontBlock = OptionalLong.of(block);
    }
  }

  /** The watermark of a para was seen to stand here; every entry up to it is acked. */
  public void acked(long block, ParaId recipient, Watermark watermark) {
    for (JudgedEntry entry : List.copyOf(lives.keySet())) {
      if (entry.recipient().equals(recipient) && !order.isAfter(entry.position(), watermark)) {
        end(entry, (observation, life) -> ackOf(observation, life, block));
      }
    }
  }

  /** The block that sent an entry was reverted. */
  public void reverted(JudgedEntry entry) {
    end(entry, (observation, life) -> new Observation.Outcome.Reverted());
  }

  /** In this block the relay chain stood still: it counts for nobody. */
  public void relayStalled(long block) {
    if (settings.protections().excuses()) {
      excuses.relayStalled(block);
    }
  }

  /** In this block a thread had no core: it does not count for its collators. */
  public void withoutCore(ParaId thread, long block) {
    if (settings.protections().excuses()) {
      excuses.withoutCore(thread, block);
    }
  }

  /** What was seen of a collator, oldest first. */
  public List<Observation> of(PeerId collator) {
    Deque<Observation> own = seen.get(collator);
    return own == null ? List.of() : List.copyOf(own);
  }

  /** Every collator remembered, seen longest ago first. */
  public List<PeerId> collators() {
    return List.copyOf(seen.keySet());
  }

  /** Blocks on the clock of the blacklist; empty while the clock has not started. */
  public OptionalLong blacklistBlocks(Observation observation, long now) {
    return switch (observation.outcome()) {
      case Observation.Outcome.Acked acked -> OptionalLong.of(acked.blacklistBlocks());
      case Observation.Outcome.Reverted() -> OptionalLong.empty();
      case Observation.Outcome.Pending() -> {
        Life life = lives.get(observation.entry());
        OptionalLong start = life == null ? OptionalLong.empty() : clockStart(observation, life);
        yield start.isEmpty()
            ? start
            : OptionalLong.of(
                excuses.counted(observation.entry().recipient(), start.getAsLong(), now));
      }
    };
  }

  /** The first entry of a collator that was on its clock longer than the cutoff. */
  public Optional<Observation> overdue(PeerId collator, long now, long cutoffBlocks) {
    return of(collator).stream()
        .filter(one -> blacklistBlocks(one, now).orElse(0) > cutoffBlocks)
        .findFirst();
  }

  /** Whitelist times of acked entries, oldest first. */
  public List<Long> whitelistBlocks(PeerId collator) {
    return of(collator).stream()
        .map(Observation::outcome)
        .filter(Observation.Outcome.Acked.class::isInstance)
        .map(outcome -> ((Observation.Outcome.Acked) outcome).whitelistBlocks())
        .toList();
  }

  private void end(JudgedEntry entry, BiFunction<Observation, Life, Observation.Outcome> ending) {
    Life life = lives.remove(entry);
    if (life == null) {
      return;
    }
    for (PeerId holder : life.holders) {
      Deque<Observation> own = seen.get(holder);
      if (own != null) {
        replace(own, entry, life, ending);
      }
    }
  }

  private static void replace(
      Deque<Observation> own,
      JudgedEntry entry,
      Life life,
      BiFunction<Observation, Life, Observation.Outcome> ending) {
    List<Observation> before = List.copyOf(own);
    own.clear();
    for (Observation one : before) {
      boolean ends = one.isPending() && one.entry().equals(entry);
      own.addLast(ends ? one.with(ending.apply(one, life)) : one);
    }
  }

  private Observation.Outcome ackOf(Observation observation, Life life, long block) {
    ParaId para = observation.entry().recipient();
    OptionalLong start = clockStart(observation, life);
    return new Observation.Outcome.Acked(
        block,
        excuses.counted(para, life.firstSentBlock, block),
        start.isEmpty() ? 0 : excuses.counted(para, start.getAsLong(), block));
  }

  private static OptionalLong clockStart(Observation observation, Life life) {
    return switch (observation.how()) {
      case PULLED -> OptionalLong.of(observation.sentBlock());
      case PUSHED ->
          life.frontBlock.isEmpty()
              ? OptionalLong.empty()
              : OptionalLong.of(Math.max(life.frontBlock.getAsLong(), observation.sentBlock()));
    };
  }

  private Deque<Observation> touch(PeerId collator) {
    Deque<Observation> own = seen.remove(collator);
    Deque<Observation> kept = own == null ? new ArrayDeque<>() : own;
    seen.put(collator, kept);
    if (seen.size() > settings.limits().collatorsMax()) {
      Map.Entry<PeerId, Deque<Observation>> oldest = seen.pollFirstEntry();
      forget(oldest.getKey(), oldest.getValue());
    }
    return kept;
  }

  private void forgetOldestOf(Deque<Observation> own, PeerId collator) {
    if (own.size() <= settings.limits().observationsMax()) {
      return;
    }
    Optional<Observation> settled = own.stream().filter(one -> !one.isPending()).findFirst();
    Observation gone = settled.orElse(own.getFirst());
    own.removeFirstOccurrence(gone);
    forget(collator, List.of(gone));
  }

  private void forget(PeerId collator, Collection<Observation> gone) {
    for (Observation one : gone) {
      Life life = lives.get(one.entry());
      if (life != null) {
        life.holders.remove(collator);
      }
    }
  }

  private void forgetOldestEntry() {
    if (lives.size() > settings.limits().entriesMax()) {
      JudgedEntry oldest = lives.firstEntry().getKey();
      end(oldest, (observation, life) -> new Observation.Outcome.Reverted());
    }
  }
}
