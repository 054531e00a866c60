package dev.fairlead.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.xcmp.channel.ParaId;
import org.junit.jupiter.api.Test;

class DelaysTest {
  private static final ParaId A = new ParaId(1);
  private static final ParaId B = new ParaId(2);

  @Test
  void sharesAndPercentilesOfWhatWasAcknowledged() {
    Delays delays = new Delays();
    for (int blocks = 1; blocks <= 100; blocks++) {
      delays.add(A, blocks);
    }

    Metrics.Delivery all = delays.delivery(120, 20);

    assertThat(all.acked()).isEqualTo(100);
    assertThat(all.ackedIn5()).isEqualTo(5);
    assertThat(all.ackedIn10()).isEqualTo(10);
    assertThat(all.delay()).isEqualTo(new Metrics.Delay(50, 95, 99, 100));
  }

  /** Jain's index of 2 and 6 is (2 + 6)² / (2 · (4 + 36)). */
  @Test
  void fairnessComparesMeanWaitsOfSenders() {
    Delays delays = new Delays();
    delays.add(A, 1);
    delays.add(A, 3);
    delays.add(B, 6);

    Metrics.Fairness fairness = delays.delivery(3, 0).fairness();

    assertThat(fairness.worstToMean()).isCloseTo(6 / 4.0, within(1e-9));
    assertThat(fairness.jain()).isCloseTo(64 / 80.0, within(1e-9));
  }

  @Test
  void withoutAcknowledgementsAllIsZeroAndFair() {
    Metrics.Delivery none = new Delays().delivery(4, 4);

    assertThat(none.delay()).isEqualTo(new Metrics.Delay(0, 0, 0, 0));
    assertThat(none.fairness()).isEqualTo(new Metrics.Fairness(1, 1));
  }
}
