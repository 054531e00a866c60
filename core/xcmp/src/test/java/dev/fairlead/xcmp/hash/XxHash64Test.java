package dev.fairlead.xcmp.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.junit.jupiter.api.Test;

/** Against an independent library; {@code -Dfairlead.seed=N} repeats a run. */
final class XxHash64Test {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final XXHash64 LIBRARY = XXHashFactory.safeInstance().hash64();

  @Test
  void everyShortLengthAndSomeLongOnes_agreeWithAnIndependentLibrary() {
    System.out.println("XxHash64Test seed " + SEED);
    Random random = new Random(SEED);
    for (int size = 0; size < 600; size++) {
      compare(random, size);
    }
    for (int i = 0; i < 20; i++) {
      compare(random, random.nextInt(200_000));
    }
  }

  private static void compare(Random random, int size) {
    byte[] input = new byte[size];
    random.nextBytes(input);
    for (long seed : new long[] {0, 1, -1, random.nextLong()}) {
      assertThat(XxHash64.hash(input, seed))
          .as("seed %d, %d bytes under %d", SEED, size, seed)
          .isEqualTo(LIBRARY.hash(input, 0, size, seed));
    }
  }
}
