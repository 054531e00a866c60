package dev.fairlead.xcmp.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.delivery.GroupPairing.Group;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Properties of the pairing; {@code -Dfairlead.seed=N} repeats a run. */
final class GroupPairingTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private final Random random = new Random(SEED);

  @Test
  void am19_pairsAreOneToOneAndTheSameFromBothSides() {
    System.out.println("GroupPairingTest seed " + SEED);
    boolean isShuffled = false;
    for (int run = 0; run < 200; run++) {
      int size = 1 + random.nextInt(12);
      Group left = group(run, size);
      Group right = group(run + 1 + random.nextInt(9), size);
      GroupPairing there = GroupPairing.of(left, right);
      GroupPairing back = GroupPairing.of(right, left);

      Set<Integer> partners = new HashSet<>();
      for (int member = 0; member < size; member++) {
        partners.add(there.partner(member));
        assertThat(back.partner(there.partner(member))).as("seed %d", SEED).isEqualTo(member);
        isShuffled |= there.partner(member) != member;
      }
      assertThat(partners).as("seed %d", SEED).hasSize(size);
    }
    assertThat(isShuffled).isTrue();
  }

  @Test
  void am19_sameGroup_isPairedWithItself() {
    Group group = group(4, 7);

    GroupPairing pairing = GroupPairing.of(group, group);

    assertThat(IntStream.range(0, 7).map(pairing::partner)).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void am19_unequalSizes_largerGroupWrapsAround() {
    for (int run = 0; run < 100; run++) {
      Group large = group(1 + run % 2, 7);
      Group small = group(2 - run % 2, 3);
      GroupPairing down = GroupPairing.of(large, small);
      GroupPairing up = GroupPairing.of(small, large);

      for (int member = 0; member < 7; member++) {
        assertThat(down.partner(member)).isBetween(0, 2).isEqualTo(down.partner(member % 3));
      }
      for (int member = 0; member < 3; member++) {
        assertThat(down.partner(up.partner(member))).as("seed %d", SEED).isEqualTo(member);
      }
    }
  }

  @Test
  void s510_pairsComeFromBothSeeds() {
    Group left = new Group(1, 9, new Hash32(1, 2, 3, 4));
    Group right = new Group(2, 9, new Hash32(5, 6, 7, 8));
    Group other = new Group(2, 9, new Hash32(5, 6, 7, 9));

    assertThat(GroupPairing.of(left, right)).isEqualTo(GroupPairing.of(left, right));
    assertThat(GroupPairing.of(left, right)).isNotEqualTo(GroupPairing.of(left, other));
    assertThat(GroupPairing.of(left, right).match()).containsExactly(1, 5, 6, 8, 3, 4, 7, 0, 2);
  }

  @Test
  void s510_fallbackTriesEveryMemberOnceFirst() {
    for (int run = 0; run < 200; run++) {
      int size = 1 + random.nextInt(12);
      GroupPairing pairing = GroupPairing.of(group(1, size), group(2, size));
      int member = random.nextInt(size);
      int validator = random.nextInt(1000);

      List<Integer> tried =
          IntStream.range(0, size)
              .mapToObj(failures -> pairing.fallback(member, failures, validator))
              .toList();

      assertThat(tried).as("seed %d", SEED).doesNotHaveDuplicates();
      assertThat(tried.getFirst()).isEqualTo(pairing.partner(member));
    }
  }

  @Test
  void s510_fallbackOfThoseWhoFailTogether_isSpread() {
    GroupPairing pairing = new GroupPairing(5, List.of(0, 1, 2, 3, 4));

    assertThat(List.of(pairing.fallback(0, 1, 11), pairing.fallback(0, 1, 12)))
        .containsExactly(1, 2);
  }

  @Test
  void partnersOutsideTheGroupAndEmptyGroups_areRefused() {
    assertThatThrownBy(() -> new GroupPairing(2, List.of(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Group(0, 0, Hash32.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Group group(int index, int size) {
    return new Group(index, size, new Hash32(random.nextLong(), 0, random.nextLong(), 7));
  }
}
