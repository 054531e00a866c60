package dev.fairlead.opstack.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.opstack.world.Seeds;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories of a component. A failure names its seed; run it with {@code -Dseed=N}. */
class RoundPropertyTest {
  static LongStream seeds() {
    return Seeds.upTo(60);
  }

  static LongStream crashSeeds() {
    return Seeds.upTo(4);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void verifiesWhatTheNaiveModelVerifiesThroughReorgsAndReplacements(long seed) {
    RoundSimulation simulation = new RoundSimulation(seed, -1);

    for (int i = 0; i < 15; i++) {
      simulation.play(10);
      assertThat(simulation.snapshot().progress().verified())
          .as("seed %d, part %d", seed, i)
          .isEqualTo(simulation.expectedTimestamp());
    }
    simulation.finish();

    assertThat(simulation.snapshot().progress().verified())
        .as("seed %d", seed)
        .isEqualTo(simulation.expectedTimestamp());
    assertThat(simulation.snapshot().invalid()).isEmpty();
    assertThat(simulation.snapshot().awaited())
        .as("seed %d: nothing is left to be replaced or carried out", seed)
        .allMatch(RoundAwaited.LocalSafe.class::isInstance);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("crashSeeds")
  void crashAtAnyEffectConverges(long seed) {
    RoundSimulation undisturbed = new RoundSimulation(seed, -1);
    undisturbed.play(60);
    undisturbed.finish();

    for (long crash = 0; crash < undisturbed.effects(); crash++) {
      RoundSimulation simulation = new RoundSimulation(seed, crash);
      simulation.play(60);
      simulation.finish();

      assertThat(simulation.snapshot().progress().verified())
          .as("seed %d, crash after %d effects", seed, crash)
          .isEqualTo(simulation.expectedTimestamp())
          .isNotEqualTo(OptionalLong.empty());
      assertThat(simulation.snapshot().awaited())
          .as("seed %d, crash after %d effects: no order is forgotten", seed, crash)
          .allMatch(RoundAwaited.LocalSafe.class::isInstance);
      assertThat(simulation.lastResult().orElseThrow().timestamp())
          .isEqualTo(simulation.snapshot().progress().verified().getAsLong());
    }
  }
}
