package dev.fairlead.opstack.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random worlds; {@code -Dfairlead.seed=N} runs one of them alone. */
class RelayMachinePropertiesTest {
  private static final int STEPS = 3_000;

  static LongStream seeds() {
    Long given = Long.getLong("fairlead.seed");
    return given == null ? LongStream.rangeClosed(1, 60) : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void deliversEachMessageOnceThroughCrashesReorgsAndSilence(long seed) {
    RelayWorld world = new RelayWorld(seed);

    for (int i = 0; i < STEPS; i++) {
      world.stir();
    }
    world.calm();

    assertThat(world.sent).isNotEmpty();
    assertThat(world.isDone()).as("seed %d, left: %s", seed, world.left()).isTrue();
  }

  @Test
  void theWorldsAreNotHarmless() {
    RelayWorld world = new RelayWorld(1);

    for (int i = 0; i < STEPS; i++) {
      world.stir();
    }

    assertThat(world.crashes).isGreaterThan(5);
    assertThat(world.transactions).isGreaterThan(20);
  }
}
