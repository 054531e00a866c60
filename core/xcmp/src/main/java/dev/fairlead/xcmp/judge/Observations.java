package dev.fairlead.xcmp.judge;

import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/**
 * Raw observations of collators; every score is derived from them. Bounded by {@link JudgeLimits}:
 * the oldest observation of a collator goes first, and the collator that was seen longest ago. Of a
 * collator at its limit, entries that are still pending go last, so that nobody sheds blame by
 * fetching more. One owner thread. A block number may fall back with a fork of the relay chain; a
 * clock that would run backwards stands still.
 */
public final class Observations {
  private final JudgeSettings settings;
  private final Excuses excuses = new Excuses();
  private final SequencedMap<PeerId, CollatorRecord> seen = new LinkedHashMap<>();
  private final SequencedMap<PeerId, CollatorRecord> holding =
      new LinkedHashMap<>(); // with pending ones
  private final SequencedMap<JudgedEntry, Life> lives = new LinkedHashMap<>();
  private final SortedMap<ParaId, SequencedSet<JudgedEntry>> waiting = new TreeMap<>();

  /** What happened to an entry before it was acked. */
  private static final class Life {
    private final long firstSentBlock;
    private OptionalLong frontBlock = OptionalLong.empty();
    private boolean isPushed;
    private final SequencedSet<PeerId> holders = new LinkedHashSet<>();

    private Life(long firstSentBlock) {
      this.firstSentBlock = firstSentBlock;
    }
  }

  /**
   * What became of an entry that was acked.
   *
   * @param entry which one
   * @param blocks since anybody got it, excused ones left out
   */
  public record AckedEntry(JudgedEntry entry, long blocks) {}

  /** Nothing seen. */
  public Observations(JudgeSettings settings) {
    this.settings = settings;
  }

  /** A collator got an entry; a repetition changes nothing. */
  public void sent(long block, PeerId collator, JudgedEntry entry, Observation.How how) {
    CollatorRecord own = touch(collator);
    Life life = lives.get(entry);
    if (life == null) {
      life = new Life(block);
      lives.put(entry, life);
      waiting.computeIfAbsent(entry.recipient(), _ -> new LinkedHashSet<>()).add(entry);
      forgetOldestEntry();
    }
    life.isPushed |= how == Observation.How.PUSHED;
    if (life.holders.add(collator)) {
      own.add(new Observation(entry, block, how, new Observation.Outcome.Pending()));
      holding.put(collator, own);
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

  /**
   * The watermark of a para was seen to stand here; every entry up to it is acked.
   *
   * @return those entries
   */
  public List<AckedEntry> acked(
      long block, ParaId recipient, Watermark watermark, QueueOrder order) {
    List<AckedEntry> acked = new ArrayList<>();
    for (JudgedEntry entry : waitingFor(recipient)) {
      Life life = lives.get(entry);
      if (life != null && !order.isAfter(entry.position(), watermark)) {
        acked.add(new AckedEntry(entry, excuses.counted(recipient, life.firstSentBlock, block)));
        end(entry, (observation, ended) -> ackOf(observation, ended, block));
      }
    }
    return List.copyOf(acked);
  }

  /** The block that sent an entry was reverted. */
  public void reverted(JudgedEntry entry) {
    end(entry, (_, _) -> new Observation.Outcome.Reverted());
  }

  /** In this block the relay chain stood still: it counts for nobody. */
  public void relayStalled(long block) {
    if (settings.isOn(Protection.EXCUSES)) {
      excuses.relayStalled(block);
    }
  }

  /** In this block a thread had no core: it does not count for its collators. */
  public void withoutCore(ParaId thread, long block) {
    if (settings.isOn(Protection.EXCUSES)) {
      excuses.withoutCore(thread, block);
    }
  }

  /** Recipients of entries that were sent and are not acked, ascending. */
  public List<ParaId> recipients() {
    return List.copyOf(waiting.keySet());
  }

  /** Entries of a para that were sent and are not acked, sent longest ago first. */
  public List<JudgedEntry> waitingFor(ParaId recipient) {
    SequencedSet<JudgedEntry> entries = waiting.get(recipient);
    return entries == null ? List.of() : List.copyOf(entries);
  }

  /** Whether a clock of this para waits for an entry to become the first of the queue. */
  public boolean isFrontAwaited(ParaId recipient) {
    return waitingFor(recipient).stream()
        .map(lives::get)
        .anyMatch(life -> life != null && life.isPushed && life.frontBlock.isEmpty());
  }

  /** Who got an entry that is not acked, first come first. */
  public List<PeerId> holders(JudgedEntry entry) {
    Life life = lives.get(entry);
    return life == null ? List.of() : List.copyOf(life.holders);
  }

  /** What was seen of a collator: first what is settled, then what is pending, oldest first. */
  public List<Observation> of(PeerId collator) {
    CollatorRecord own = seen.get(collator);
    return own == null ? List.of() : own.all();
  }

  /** Every collator remembered, seen longest ago first. */
  public List<PeerId> collators() {
    return List.copyOf(seen.keySet());
  }

  /** Those that hold an entry which is not acked. */
  public List<PeerId> holders() {
    return List.copyOf(holding.keySet());
  }

  /** Whether an entry that a collator got was acked. */
  public boolean isProven(PeerId collator) {
    CollatorRecord own = seen.get(collator);
    return own != null && own.acked() > 0;
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

  /**
   * An entry that a collator had on its clock longer than the cutoff: the first that is pending,
   * else the first that was acked too late and is not forgiven.
   *
   * @param cutoffBlocks by recipient, at least {@link Cutoff#BLOCKS_MIN}
   */
  public Optional<Observation> overdue(
      PeerId collator, long now, ToLongFunction<ParaId> cutoffBlocks) {
    CollatorRecord own = seen.get(collator);
    if (own == null) {
      return Optional.empty();
    }
    for (Observation one : own.pending()) {
      if (now - one.sentBlock() <= Cutoff.BLOCKS_MIN) {
        break; // nor is any that was sent later
      }
      if (isOver(one, now, cutoffBlocks)) {
        return Optional.of(one);
      }
    }
    own.forgive(now - settings.service().forgivenBlocks());
    return own.late().stream().filter(one -> isOver(one, now, cutoffBlocks)).findFirst();
  }

  private boolean isOver(Observation one, long now, ToLongFunction<ParaId> cutoffBlocks) {
    OptionalLong blocks = blacklistBlocks(one, now);
    return blocks.isPresent()
        && blocks.getAsLong() > cutoffBlocks.applyAsLong(one.entry().recipient());
  }

  /** What the next group may be told of a collator: how often it was good and bad. */
  public HandOverNote note(PeerId collator, long now, ToLongFunction<ParaId> cutoffBlocks) {
    long bad = of(collator).stream().filter(one -> isOver(one, now, cutoffBlocks)).count();
    List<Long> times = whitelistBlocks(collator).stream().sorted().toList();
    long late =
        of(collator).stream()
            .filter(one -> !one.isPending() && isOver(one, now, cutoffBlocks))
            .count();
    long median = times.isEmpty() ? 0 : times.get((times.size() - 1) / 2);
    return new HandOverNote(times.size() - late, bad, median);
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
    SequencedSet<JudgedEntry> others = waiting.get(entry.recipient());
    if (others != null && others.remove(entry) && others.isEmpty()) {
      waiting.remove(entry.recipient());
    }
    for (PeerId holder : life.holders) {
      CollatorRecord own = seen.get(holder);
      if (own != null) {
        own.settle(entry, one -> ending.apply(one, life));
        noteHolding(holder, own);
      }
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

  private CollatorRecord touch(PeerId collator) {
    CollatorRecord own = seen.remove(collator);
    CollatorRecord kept = own == null ? new CollatorRecord() : own;
    seen.put(collator, kept);
    if (seen.size() > settings.limits().collatorsMax()) {
      Map.Entry<PeerId, CollatorRecord> oldest = seen.pollFirstEntry();
      oldest.getValue().all().forEach(one -> forget(oldest.getKey(), one));
      holding.remove(oldest.getKey());
    }
    return kept;
  }

  private void forgetOldestOf(CollatorRecord own, PeerId collator) {
    if (own.size() > settings.limits().observationsMax()) {
      forget(collator, own.removeOldest());
      noteHolding(collator, own);
    }
  }

  private void noteHolding(PeerId collator, CollatorRecord own) {
    if (own.pending().isEmpty()) {
      holding.remove(collator);
    }
  }

  private void forget(PeerId collator, Observation gone) {
    Life life = lives.get(gone.entry());
    if (life != null) {
      life.holders.remove(collator);
    }
  }

  private void forgetOldestEntry() {
    if (lives.size() > settings.limits().entriesMax()) {
      Iterator<JudgedEntry> oldest = lives.keySet().iterator();
      reverted(oldest.next());
    }
  }
}
