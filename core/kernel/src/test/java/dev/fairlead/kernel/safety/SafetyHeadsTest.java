package dev.fairlead.kernel.safety;

import static dev.fairlead.kernel.safety.SafetyLevel.CROSS_SAFE;
import static dev.fairlead.kernel.safety.SafetyLevel.CROSS_UNSAFE;
import static dev.fairlead.kernel.safety.SafetyLevel.FINALIZED;
import static dev.fairlead.kernel.safety.SafetyLevel.LOCAL_SAFE;
import static dev.fairlead.kernel.safety.SafetyLevel.UNSAFE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.identity.BlockRef;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SafetyHeadsTest {
  @Test
  void crossSafeHeadIsLoweredToLocalSafe() {
    SafetyHeads heads =
        SafetyHeads.clamped(
            Map.of(
                UNSAFE,
                block(10),
                CROSS_UNSAFE,
                block(9),
                LOCAL_SAFE,
                block(6),
                CROSS_SAFE,
                block(8),
                FINALIZED,
                block(7)));

    assertThat(heads.head(CROSS_SAFE)).contains(block(6));
    assertThat(heads.head(FINALIZED)).contains(block(6));
    assertThat(heads.head(CROSS_UNSAFE)).contains(block(9));
  }

  @Test
  void levelWithoutItsWeakerLevelIsAbsent() {
    SafetyHeads heads = SafetyHeads.clamped(Map.of(UNSAFE, block(3), CROSS_SAFE, block(2)));

    assertThat(heads.head(CROSS_SAFE)).isEmpty();
    assertThat(heads.head(UNSAFE)).contains(block(3));
    assertThat(SafetyHeads.clamped(Map.of())).isEqualTo(SafetyHeads.NONE);
  }

  @Test
  void blockReachesLevelUpToItsHead() {
    SafetyHeads heads = SafetyHeads.clamped(Map.of(UNSAFE, block(3)));

    assertThat(heads.reaches(3, UNSAFE)).isTrue();
    assertThat(heads.reaches(4, UNSAFE)).isFalse();
    assertThat(heads.reaches(1, LOCAL_SAFE)).isFalse();
  }

  @Test
  void strongerHeadNeverLeadsWeakerWhateverIsReported() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 1_000; round++) {
      Map<SafetyLevel, BlockRef> reported = new EnumMap<>(SafetyLevel.class);
      for (SafetyLevel level : SafetyLevel.values()) {
        if (random.nextInt(5) > 0) {
          reported.put(level, block(random.nextInt(6)));
        }
      }

      SafetyHeads heads = SafetyHeads.clamped(reported);

      for (SafetyLevel strong : SafetyLevel.values()) {
        for (SafetyLevel weak : SafetyLevel.values()) {
          if (strong.implies(weak)) {
            assertThat(heads.head(strong).map(BlockRef::number).orElse(-1L))
                .as("%s against %s of %s", strong, weak, reported)
                .isLessThanOrEqualTo(heads.head(weak).map(BlockRef::number).orElse(-1L));
          }
        }
      }
    }
  }

  private static BlockRef block(long number) {
    return new BlockRef(number, Hash32.ofNumber(number));
  }
}
