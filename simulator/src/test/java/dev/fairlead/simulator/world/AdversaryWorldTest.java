package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.adversary.Adversaries;
import dev.fairlead.simulator.network.NetworkSettings;
import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.simulator.relay.RelaySchedule;
import dev.fairlead.xcmp.delivery.DeliveryStrategy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The assertions of section 7.3: what a few honest nodes achieve against everybody else. */
class AdversaryWorldTest {
  private static final int GROUP = 3;
  private static final int COLLATORS = 3;
  private static final DeliveryStrategy S1 = new DeliveryStrategy.Sending();
  private static final DeliveryStrategy S3 = new DeliveryStrategy.Both();

  /** One of three collators builds every third block at most. */
  @ParameterizedTest
  @MethodSource("strategiesAndCollators")
  void oneHonestCollatorIsEnough(DeliveryStrategy strategy, Adversaries.Collators bad) {
    WorldReport report = live(strategy, bad, nobody(), 0);

    assertEverythingAcked(report);
    assertThat(report.metrics().delivery().delay().max()).isLessThanOrEqualTo(5);
  }

  private static Stream<Arguments> strategiesAndCollators() {
    int bad = COLLATORS - 1;
    return Stream.of(S1, S3)
        .flatMap(strategy ->
            Stream.of(
                Arguments.of(strategy, new Adversaries.Collators(bad, 0, 0, 0)),
                Arguments.of(strategy, new Adversaries.Collators(0, bad, 0, 0)),
                Arguments.of(strategy, new Adversaries.Collators(0, 0, bad, 0)),
                Arguments.of(strategy, new Adversaries.Collators(0, 0, 0, bad))));
  }

  /** The others of each group are bad, as senders, as receivers, or one of each. */
  @ParameterizedTest
  @MethodSource("strategiesAndValidators")
  void oneHonestSendingOrReceivingValidatorIsEnough(
      DeliveryStrategy strategy, Adversaries.Validators bad) {
    WorldReport report = live(strategy, new Adversaries.Collators(0, 0, 0, 0), bad, 0);

    assertEverythingAcked(report);
    assertThat(report.metrics().delivery().delay().max()).isLessThanOrEqualTo(4);
  }

  private static Stream<Arguments> strategiesAndValidators() {
    int bad = GROUP - 1;
    return Stream.of(S1, S3)
        .flatMap(strategy ->
            Stream.of(
                Arguments.of(strategy, new Adversaries.Validators(bad, 0, 0, 0)),
                Arguments.of(strategy, new Adversaries.Validators(0, bad, 0, 0)),
                Arguments.of(strategy, new Adversaries.Validators(1, 1, 0, 0)),
                Arguments.of(strategy, new Adversaries.Validators(0, 0, bad, 0)),
                Arguments.of(strategy, new Adversaries.Validators(0, 0, 0, bad))));
  }

  @ParameterizedTest
  @MethodSource("dev.fairlead.simulator.world.Worlds#strategies")
  void oneHonestValidatorPerGroupAndOneHonestCollatorPerParaAreEnoughTogether(
      DeliveryStrategy strategy) {
    WorldReport report =
        live(
            strategy,
            new Adversaries.Collators(1, 1, 0, 0),
            new Adversaries.Validators(1, 1, 0, 0),
            0);

    assertEverythingAcked(report);
    assertThat(report.metrics().blame().badNodes()).isEqualTo(16);
  }

  /** T5: collators go to those that backed the sender. */
  @Test
  void aWholeBadReceivingGroupIsGoneAround() {
    WorldReport report =
        live(
            S3,
            new Adversaries.Collators(0, 0, 0, 0),
            new Adversaries.Validators(0, GROUP, 0, 0),
            0);

    assertEverythingAcked(report);
    assertThat(report.metrics().bodies().sources().receivers()).isZero();
    assertThat(report.metrics().bodies().sources().senders()).isPositive();
  }

  /** T8: every forger is found by an honest node, and no honest node is blamed. */
  @ParameterizedTest
  @MethodSource("dev.fairlead.simulator.world.Worlds#strategies")
  void whoForgesIsBlamedAndNobodyElse(DeliveryStrategy strategy) {
    WorldReport report =
        live(
            strategy,
            new Adversaries.Collators(0, 0, 0, 1),
            new Adversaries.Validators(0, 0, 0, 1),
            0);

    assertEverythingAcked(report);
    assertThat(report.metrics().blame().badBlamed()).isGreaterThanOrEqualTo(4);
    assertThat(report.metrics().bodies().surplusBytes()).isPositive();
  }

  /** Half a para's collators censor, or all but one: the censored sender waits no longer. */
  @Test
  void selectiveCensorsCannotStallAmongRCollators() {
    for (int censors : List.of(1, 2)) {
      WorldReport report = live(S1, new Adversaries.Collators(0, censors, 0, 0), nobody(), 0);

      assertEverythingAcked(report);
      assertThat(report.metrics().delivery().ackedIn5())
          .isEqualTo(report.metrics().delivery().acked());
    }
  }

  private static Adversaries.Validators nobody() {
    return new Adversaries.Validators(0, 0, 0, 0);
  }

  static WorldReport live(
      DeliveryStrategy strategy,
      Adversaries.Collators collators,
      Adversaries.Validators validators,
      int groups) {
    WorldSettings settings =
        new WorldSettings(
            36,
            new WorldSettings.Crowd(12, GROUP, 4, COLLATORS),
            new Traffic(Traffic.Pattern.ALL, 1_024, 1, 20),
            NetworkSettings.QUIET,
            RelaySchedule.QUIET,
            WorldSettings.Faults.NONE,
            true,
            false);
    Adversaries adversaries = new Adversaries(collators, validators, groups);
    return new World(settings, new MixedMachines(RoleMachines.standard(strategy), adversaries), 1)
        .run();
  }

  static void assertEverythingAcked(WorldReport report) {
    Metrics.Delivery delivery = report.metrics().delivery();
    assertThat(report.invariants()).allSatisfy(one -> assertThat(one.violation()).isEmpty());
    assertThat(delivery.queued()).isGreaterThan(30);
    assertThat(delivery.acked()).isEqualTo(delivery.queued());
    assertThat(delivery.waiting()).isZero();
    assertThat(report.metrics().blame().honestBlamed()).isZero();
    assertThat(report.metrics().blame().honestBlacklisted()).isZero();
  }
}
