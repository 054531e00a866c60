package dev.fairlead.xcmp.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.judge.Observation.How;
import dev.fairlead.xcmp.peer.PeerId;
import dev.fairlead.xcmp.queue.QueueOrder;
import dev.fairlead.xcmp.queue.Watermark;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The two clocks of 5.7 with the excuses of AM16, and the bounds of AM22. */
final class ObservationsTest {
  private static final ParaId PARA = new ParaId(2_000);
  private static final ParaId OTHER = new ParaId(2_001);
  private static final PeerId DROPPER = collator(1);
  private static final PeerId HONEST = collator(2);
  private static final PeerId LATE = collator(3);
  private final Observations seen = new Observations(JudgeSettings.STANDARD);

  @Test
  void s57_honestLateFetcher_isNotBlamedForAnEarlierDropper() {
    seen.sent(10, DROPPER, entry(9), How.PULLED);
    seen.sent(14, HONEST, entry(9), How.PULLED);
    seen.acked(16, PARA, Watermark.endOf(9), QueueOrder.BY_ID);

    assertThat(standing(DROPPER, 16)).isEqualTo(new Standing.Overdue(entry(9), 6, 5));
    assertThat(standing(HONEST, 16)).isEqualTo(new Standing.Proven(1, 6));
  }

  @Test
  void s57_lateRequestTrick_gainsNothing() {
    seen.sent(10, HONEST, entry(9), How.PULLED);
    seen.sent(14, LATE, entry(9), How.PULLED);
    seen.acked(14, PARA, Watermark.endOf(9), QueueOrder.BY_ID);

    assertThat(seen.whitelistBlocks(LATE)).isEqualTo(seen.whitelistBlocks(HONEST));
    assertThat(seen.whitelistBlocks(LATE)).containsExactly(4L);
  }

  @Test
  void s57_overdueFromTheFirstBlockAboveTheCutoff() {
    seen.sent(10, DROPPER, entry(9), How.PULLED);

    assertThat(standing(DROPPER, 15)).isEqualTo(new Standing.Unknown());
    assertThat(standing(DROPPER, 16)).isEqualTo(new Standing.Overdue(entry(9), 6, 5));
  }

  @Test
  void s57_fetchingAgain_doesNotStartTheClockAgain() {
    seen.sent(10, DROPPER, entry(9), How.PULLED);
    seen.sent(15, DROPPER, entry(9), How.PULLED);

    assertThat(standing(DROPPER, 16)).isEqualTo(new Standing.Overdue(entry(9), 6, 5));
    assertThat(seen.of(DROPPER)).hasSize(1);
  }

  @Test
  void am16_pushedEntry_countsFromTheFrontOfTheQueue() {
    seen.sent(10, HONEST, entry(9), How.PUSHED);
    seen.sent(10, DROPPER, entry(9), How.PULLED);

    assertThat(clock(HONEST, 40)).isEmpty();
    assertThat(clock(DROPPER, 40)).hasValue(30);

    seen.reachedFront(38, entry(9));
    seen.reachedFront(39, entry(9));

    assertThat(clock(HONEST, 40)).hasValue(2);
  }

  @Test
  void am16_pushedWhenAlreadyFirst_countsFromThePush() {
    seen.sent(10, DROPPER, entry(9), How.PULLED);
    seen.reachedFront(10, entry(9));
    seen.sent(20, HONEST, entry(9), How.PUSHED);

    assertThat(clock(HONEST, 23)).hasValue(3);
  }

  @Test
  void am16_stalledBlocksAndThoseWithoutCore_countForNobody() {
    seen.sent(10, HONEST, entry(9), How.PULLED);
    seen.relayStalled(10);
    seen.relayStalled(11);
    seen.relayStalled(12);
    seen.withoutCore(PARA, 12);
    seen.withoutCore(PARA, 13);
    seen.withoutCore(OTHER, 14);

    assertThat(clock(HONEST, 20)).hasValue(7);

    seen.acked(20, PARA, Watermark.endOf(9), QueueOrder.BY_ID);

    assertThat(seen.whitelistBlocks(HONEST)).containsExactly(7L);
    assertThat(clock(HONEST, 99)).hasValue(7);
  }

  @Test
  void am16_excusesCanBeSwitchedOff() {
    Observations strict = new Observations(JudgeSettings.STANDARD.without(Protection.EXCUSES));
    strict.sent(10, HONEST, entry(9), How.PULLED);
    strict.relayStalled(11);

    assertThat(strict.blacklistBlocks(strict.of(HONEST).getFirst(), 12)).hasValue(2);
  }

  @Test
  void am16_revertedSender_isJudgedByNobody() {
    seen.sent(10, HONEST, entry(9), How.PULLED);
    seen.reverted(entry(9));
    seen.acked(30, PARA, Watermark.endOf(9), QueueOrder.BY_ID);

    assertThat(standing(HONEST, 40)).isEqualTo(new Standing.Unknown());
    assertThat(seen.of(HONEST).getFirst().outcome()).isEqualTo(new Observation.Outcome.Reverted());
  }

  @Test
  void watermark_acksWhatItPassedOfItsParaOnly() {
    JudgedEntry foreign = new JudgedEntry(OTHER, new Watermark(9, PARA), Hash32.ZERO);
    JudgedEntry second = new JudgedEntry(PARA, new Watermark(9, new ParaId(3_000)), Hash32.ZERO);
    for (JudgedEntry one : List.of(entry(9), second, foreign, entry(10))) {
      seen.sent(10, HONEST, one, How.PULLED);
    }
    seen.acked(12, PARA, new Watermark(9, OTHER), QueueOrder.BY_ID);

    assertThat(seen.of(HONEST).stream().filter(o -> !o.isPending()).map(Observation::entry))
        .containsExactly(entry(9));
  }

  @Test
  void relayForkBack_clocksStandStill() {
    seen.sent(10, HONEST, entry(9), How.PULLED);
    seen.acked(8, PARA, Watermark.endOf(9), QueueOrder.BY_ID);

    assertThat(seen.whitelistBlocks(HONEST)).containsExactly(0L);
  }

  @Test
  void am22_memoryIsBoundedAndBlameIsNotShedByFetchingMore() {
    Observations small = bounded(new JudgeLimits(3, 2, 100, 3));
    small.sent(1, DROPPER, entry(1), How.PULLED);
    small.sent(1, HONEST, entry(2), How.PULLED);
    small.acked(2, PARA, Watermark.endOf(0), QueueOrder.BY_ID);
    for (int block = 10; block < 30; block++) {
      small.sent(block, HONEST, entry(block), How.PULLED);
      small.acked(block, PARA, Watermark.endOf(block), QueueOrder.BY_ID);
    }
    small.sent(31, DROPPER, entry(50), How.PULLED);
    small.sent(31, DROPPER, entry(51), How.PULLED);
    small.sent(31, LATE, entry(52), How.PULLED);

    assertThat(small.of(DROPPER)).hasSize(3);
    assertThat(small.of(HONEST)).isEmpty();
    assertThat(small.collators()).containsExactly(DROPPER, LATE);
  }

  @Test
  void am22_pendingObservationsAreForgottenLast() {
    Observations small = bounded(new JudgeLimits(2, 10, 100, 3));
    small.sent(10, DROPPER, entry(20), How.PULLED);
    for (int block = 5; block < 9; block++) {
      small.sent(10, DROPPER, entry(block), How.PULLED);
      small.acked(10, PARA, Watermark.endOf(block), QueueOrder.BY_ID);
    }

    assertThat(small.of(DROPPER)).hasSize(2);
    assertThat(small.overdue(DROPPER, 16, _ -> 5).orElseThrow().entry()).isEqualTo(entry(20));
  }

  @Test
  void am22_entriesAreBounded() {
    Observations small = bounded(new JudgeLimits(10, 10, 2, 3));
    for (int block = 1; block <= 3; block++) {
      small.sent(block, HONEST, entry(block), How.PULLED);
    }

    assertThat(small.of(HONEST).stream().map(Observation::isPending))
        .containsExactly(false, true, true);
  }

  @Test
  void switchedOffLists_makeEverybodyUnknown() {
    seen.sent(10, DROPPER, entry(9), How.PULLED);
    seen.sent(10, HONEST, entry(8), How.PULLED);
    seen.acked(11, PARA, Watermark.endOf(8), QueueOrder.BY_ID);
    JudgeSettings off = JudgeSettings.STANDARD.with(Set.of());

    for (PeerId one : List.of(DROPPER, HONEST)) {
      assertThat(standing(one, 90)).isNotEqualTo(new Standing.Unknown());
      assertThat(Standing.of(seen, off, one, 90, _ -> 5)).isEqualTo(new Standing.Unknown());
    }
  }

  private Standing standing(PeerId collator, long now) {
    return Standing.of(seen, JudgeSettings.STANDARD, collator, now, _ -> 5);
  }

  private OptionalLong clock(PeerId collator, long now) {
    return seen.blacklistBlocks(seen.of(collator).getFirst(), now);
  }

  private static Observations bounded(JudgeLimits limits) {
    return new Observations(JudgeSettings.STANDARD.with(limits));
  }

  private static JudgedEntry entry(long block) {
    return new JudgedEntry(PARA, new Watermark(block, new ParaId(1_000)), Hash32.ZERO);
  }

  private static PeerId collator(int number) {
    return new PeerId(Bytes.of(new byte[] {(byte) number}));
  }
}
