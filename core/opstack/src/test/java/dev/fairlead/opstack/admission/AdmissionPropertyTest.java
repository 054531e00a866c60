package dev.fairlead.opstack.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.identity.BlockRef;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.world.RandomScript;
import dev.fairlead.opstack.world.Seeds;
import dev.fairlead.opstack.world.TestWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories of several chains. A failure names its seed; run it with {@code -Dseed=N}. */
class AdmissionPropertyTest {
  static LongStream seeds() {
    return Seeds.upTo(60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void headsAreThoseOfTheNaiveModelAfterEveryChange(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TestWorld world = world(random);
    AdmissionMachine machine = started(world);
    RandomScript script = new RandomScript(world, random);
    for (int i = 0; i < 120; i++) {
      ChainId chain = script.chain();
      Optional<TestWorld.Change> change =
          random.nextInt(8) == 0 ? script.rewind(chain, 4, 0) : Optional.of(script.append(chain));

      change.ifPresent(some -> tell(machine, some));

      assertThat(machine.snapshot().crossUnsafe())
          .as("seed %d, change %d: %s", seed, i, change)
          .isEqualTo(CrossUnsafeModel.heads(world));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tellingTheChainsInAnotherOrderChangesNoVerdict(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TestWorld world = world(random);
    RandomScript script = new RandomScript(world, random);
    AdmissionMachine inOrder = started(world);
    for (int i = 0; i < 80; i++) {
      tell(inOrder, script.append(script.chain()));
    }

    TestWorld again = world.withoutBlocks();
    AdmissionMachine shuffled = new AdmissionMachine(again.rules(), again.chains(), again::view);
    List<ChainId> chains = new ArrayList<>(again.chains());
    while (!chains.isEmpty()) {
      ChainId chain = chains.get(random.nextInt(chains.size()));
      Optional<TestWorld.Change> next = again.appendNextOf(world, chain);
      if (next.isEmpty()) {
        chains.remove(chain);
      } else {
        tell(shuffled, next.get());
        step(shuffled, new AdmissionInput.HistoryReady(chain));
      }
    }

    assertThat(shuffled.snapshot()).as("seed %d", seed).isEqualTo(inOrder.snapshot());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rewindingWhatWasAppendedRestoresTheState(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TestWorld world = world(random);
    AdmissionMachine machine = started(world);
    RandomScript script = new RandomScript(world, random);
    for (int i = 0; i < 60; i++) {
      tell(machine, script.append(script.chain()));
    }
    SortedMap<ChainId, BlockRef> before = machine.snapshot().crossUnsafe();
    ChainId chain = script.chain();
    long tip = script.nextNumber(chain) - 1;
    for (int i = 0; i < 5; i++) {
      tell(machine, script.append(chain));
    }

    script.rewind(chain, 1, tip).ifPresent(change -> tell(machine, change));
    while (script.nextNumber(chain) - 1 > tip) {
      script.rewind(chain, 5, tip).ifPresent(change -> tell(machine, change));
    }

    assertThat(machine.snapshot().crossUnsafe()).as("seed %d", seed).isEqualTo(before);
  }

  private static TestWorld world(SplittableRandom random) {
    List<String> chains =
        switch (random.nextInt(4)) {
          case 0 -> List.of("A/2", "B/2");
          case 1 -> List.of("A/2", "B/2", "C/2");
          case 2 -> List.of("A/1", "B/2", "C/2");
          default -> List.of("A/2=B", "B/2=AC", "C/2=B", "D/2");
        };
    TestWorld world = new TestWorld(20, 998, chains);
    RandomScript script = new RandomScript(world, random);
    world.chains().forEach(script::appendEmpty);
    return world;
  }

  private static AdmissionMachine started(TestWorld world) {
    AdmissionMachine machine = new AdmissionMachine(world.rules(), world.chains(), world::view);
    world.chains().forEach(chain -> step(machine, new AdmissionInput.HistoryReady(chain)));
    return machine;
  }

  private static void tell(AdmissionMachine machine, TestWorld.Change change) {
    step(machine, new AdmissionInput.HistoryChanged(change.chain(), change.change()));
  }

  private static void step(AdmissionMachine machine, AdmissionInput input) {
    machine.step(0, input, effect -> {});
    while (machine.nextDeadlineNanos() != Long.MAX_VALUE) {
      machine.step(0, new AdmissionInput.TickElapsed(), effect -> {});
    }
  }
}
