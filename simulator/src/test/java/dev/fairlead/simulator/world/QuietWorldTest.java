package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.simulator.para.Traffic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuietWorldTest {
  /** Nobody waits longer than the two relay blocks that are the least (section 7.3). */
  @ParameterizedTest
  @EnumSource(Traffic.Pattern.class)
  void everyMessageIsAcknowledgedUnderS1(Traffic.Pattern pattern) {
    WorldReport report = new World(Worlds.quiet(pattern, true), Worlds.S1, 1).run();

    assertThat(report.invariants())
        .allSatisfy(one -> assertThat(one.violation()).isEmpty())
        .allSatisfy(one -> assertThat(one.checks()).isPositive());
    assertThat(report.metrics().queued()).isGreaterThan(30);
    assertThat(report.metrics().acked()).isEqualTo(report.metrics().queued());
    assertThat(report.metrics().waiting()).isZero();
    assertThat(report.metrics().delayMax()).isEqualTo(2);
  }
}
