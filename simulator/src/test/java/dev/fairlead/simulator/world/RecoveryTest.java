package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.para.Traffic;
import dev.fairlead.xcmp.delivery.NodeInput;
import dev.fairlead.xcmp.peer.PeerRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No validator gives bodies: they refuse, or do not answer at all. */
class RecoveryTest {
  /** AM8: within 10 + 5 blocks per entry. */
  private static final int BLOCKS_MAX = 15;

  @ParameterizedTest
  @EnumSource(Traffic.Pattern.class)
  void t4_noSendingValidatorServes_everyEntryIsAckedThroughAvailability(Traffic.Pattern pattern) {
    Machines machines =
        Muted.validators(
            Worlds.S1,
            12,
            effect -> false,
            input ->
                input instanceof NodeInput.Asked asked
                    && asked.request() instanceof PeerRequest.Fetch);

    WorldReport report = new World(Worlds.quiet(pattern, true), machines, 1).run();

    assertThat(report.invariants()).allSatisfy(one -> assertThat(one.violation()).isEmpty());
    assertThat(report.metrics().delivery().queued()).isGreaterThan(20);
    assertThat(report.metrics().delivery().waiting()).isZero();
    assertThat(report.metrics().delivery().delay().max()).isBetween(4L, (long) BLOCKS_MAX);
  }
}
