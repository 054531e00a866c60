package dev.fairlead.xcmp.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.xcmp.judge.Cutoff.Known;
import dev.fairlead.xcmp.judge.JudgeSettings.CutoffRule;
import dev.fairlead.xcmp.judge.JudgeSettings.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cutoff of 5.7 and AM17; {@code -Dfairlead.seed=N} repeats a run. */
final class CutoffTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final int DAY = 14_400;
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final CutoffRule FREE = rule(NONE, 0);

  @Test
  void s57_fiveBlocksWhereNothingIsKnown() {
    assertThat(Cutoff.first(CutoffRule.STANDARD, Known.nothing(DAY)).blocks()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"0, 5000", "1, 5000", "2, 7000", "10, 23000", "100, 50000"})
  void s57_threadCutoffFollowsTheGapBetweenItsBlocks(long gap, long millis) {
    Known thread = new Known(NONE, NONE, NONE, OptionalLong.of(gap), DAY);

    assertThat(Cutoff.first(FREE, thread).millis()).isEqualTo(millis);
    assertThat(new Cutoff(5_000).next(FREE, thread).millis()).isEqualTo(millis);
  }

  @Test
  void s57_threadIsNeverBelowItsFormula() {
    Known thread =
        new Known(NONE, OptionalLong.of(1), OptionalLong.of(3), OptionalLong.of(10), DAY);

    assertThat(new Cutoff(5_000).next(FREE, thread).millis()).isEqualTo(23_000);
  }

  @Test
  void s57_eachRefinementCounts() {
    OptionalLong four = OptionalLong.of(4_000);
    OptionalLong nine = OptionalLong.of(9);

    assertThat(aim(rule(NONE, 0), known(four, NONE, NONE))).isEqualTo(7_000);
    assertThat(aim(rule(NONE, 0), known(NONE, nine, NONE))).isEqualTo(12_000);
    assertThat(aim(rule(NONE, 0), known(NONE, NONE, nine))).isEqualTo(9_000);
    assertThat(aim(rule(nine, 0), known(NONE, NONE, NONE))).isEqualTo(9_000);
    assertThat(aim(rule(nine, 0), known(four, nine, nine))).isEqualTo(37_000 / 4);
  }

  @Test
  void s57_weightsCount() {
    Weights weights = new Weights(3, 1, 0, 0);
    CutoffRule rule = new CutoffRule(5, true, weights, OptionalLong.of(50), 0);
    Known known = known(OptionalLong.of(1_000), OptionalLong.of(5), OptionalLong.of(50));

    assertThat(aim(rule, known)).isEqualTo((3 * 4_000 + 8_000) / 4);
  }

  @Test
  void s57_switchedOff_itStaysAtItsBase() {
    CutoffRule fixed = new CutoffRule(6, false, Weights.EVEN, OptionalLong.of(50), 0);

    assertThat(aim(fixed, known(OptionalLong.of(9_000), NONE, NONE))).isEqualTo(6_000);
  }

  @Test
  void s57_mixStaysFromThreeToFifty() {
    assertThat(aim(FREE, known(NONE, NONE, OptionalLong.of(0)))).isEqualTo(3_000);
    assertThat(aim(FREE, known(NONE, NONE, OptionalLong.of(Long.MAX_VALUE)))).isEqualTo(50_000);
    assertThat(aim(FREE, known(OptionalLong.of(Long.MAX_VALUE / 2), NONE, NONE))).isEqualTo(50_000);
  }

  @Test
  void s57_changesByATenthPerSessionAtMost() {
    Known slow = known(NONE, OptionalLong.of(40), NONE);
    Known quick = known(NONE, OptionalLong.of(0), NONE);
    Cutoff cutoff = Cutoff.first(CutoffRule.STANDARD, slow);
    List<Long> up = new ArrayList<>();
    for (int session = 0; session < 3; session++) {
      cutoff = cutoff.next(CutoffRule.STANDARD, slow);
      up.add(cutoff.millis());
    }

    assertThat(up).containsExactly(5_500L, 6_050L, 6_655L);
    assertThat(cutoff.blocks()).isEqualTo(7);
    assertThat(cutoff.next(CutoffRule.STANDARD, quick).millis()).isEqualTo(6_655 - 665);
  }

  /** T16: less than half of the acks are the attacker's, and as slow as it likes. */
  @Test
  void t16_slowAcksOfAMinority_doNotMoveTheMedian() {
    System.out.println("CutoffTest seed " + SEED);
    Random random = new Random(SEED);
    for (int run = 0; run < 50; run++) {
      AckGaps gaps = new AckGaps();
      List<Long> all = new ArrayList<>();
      for (int i = 0; i < AckGaps.KEPT; i++) {
        all.add(i < 127 ? 1_000L + random.nextInt(1_000) : 2L + random.nextInt(3));
      }
      Collections.shuffle(all, random);
      all.forEach(gaps::add);

      assertThat(gaps.median().orElseThrow()).as("seed %d", SEED).isBetween(2L, 4L);
    }
  }

  @Test
  void t16_onlyTheNewestGapsCount() {
    AckGaps gaps = new AckGaps();
    for (int i = 0; i < 1_000; i++) {
      gaps.add(90);
    }
    for (int i = 0; i < AckGaps.KEPT; i++) {
      gaps.add(2);
    }

    assertThat(gaps.median()).hasValue(2);
    assertThat(new AckGaps().median()).isEmpty();
  }

  @Test
  void t16_aTenthOfTheParas_doesNotMoveTheMeanOverParas() {
    List<AckGaps> paras = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      AckGaps gaps = new AckGaps();
      gaps.add(i < 2 ? 10_000 : 2);
      paras.add(gaps);
    }
    paras.add(new AckGaps());

    assertThat(AckGaps.trimmedMeanMillis(paras)).hasValue(2_000);
    assertThat(AckGaps.trimmedMeanMillis(List.of(new AckGaps()))).isEmpty();
  }

  @Test
  void am17_configuredCutoffAboveThePeriodLessOne_isRefused() {
    CutoffRule five = CutoffRule.STANDARD;
    CutoffRule operator = rule(OptionalLong.of(10), 100);

    assertThat(Cutoff.refusal(five, 6)).isEmpty();
    assertThat(Cutoff.refusal(five, 5)).contains(new Cutoff.AbovePeriod(5, 5));
    assertThat(Cutoff.refusal(operator, 11)).isEmpty();
    assertThat(Cutoff.refusal(operator, 10)).contains(new Cutoff.AbovePeriod(10, 10));
  }

  @Test
  void am17_adaptedCutoffStaysBelowThePeriod() {
    Known slow = new Known(NONE, OptionalLong.of(40), NONE, NONE, 10);

    assertThat(new Cutoff(9_000).next(FREE, slow).blocks()).isEqualTo(9);
    assertThat(new Cutoff(40_000).next(CutoffRule.STANDARD, slow).blocks()).isEqualTo(9);
  }

  private static long aim(CutoffRule rule, Known known) {
    return new Cutoff(5_000).next(rule, known).millis();
  }

  private static Known known(OptionalLong all, OptionalLong own, OptionalLong declared) {
    return new Known(all, own, declared, NONE, DAY);
  }

  private static CutoffRule rule(OptionalLong operator, int drift) {
    return new CutoffRule(5, true, Weights.EVEN, operator, drift);
  }
}
