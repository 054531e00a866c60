package dev.fairlead.xcmp.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.Hash32;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dialling, redundancy and the grid; {@code -Dfairlead.seed=N} repeats a run. */
final class WhoTalksToWhomTest {
  private static final long SEED = Long.getLong("fairlead.seed", System.nanoTime());
  private static final List<Integer> GROUP = List.of(0, 1, 2, 3, 4);
  private final Random random = new Random(SEED);

  @Test
  void s57_dialOrderIsAFunctionOfTheKeyAndLeavesNobodyOut() {
    Bytes key = Bytes.literal("0x0102030405060708");

    assertThat(DialOrder.of(key, GROUP)).containsExactly(0, 1, 3, 2, 4);
    assertThat(DialOrder.of(key, GROUP)).isEqualTo(DialOrder.of(key, GROUP));
    assertThat(DialOrder.of(key, List.of())).isEmpty();
  }

  @Test
  void s57_dialOrderSpreadsCollatorsOverMembers() {
    System.out.println("WhoTalksToWhomTest seed " + SEED);
    Map<Integer, Integer> firsts = new TreeMap<>();
    for (int collator = 0; collator < 5_000; collator++) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      List<Integer> order = DialOrder.of(Bytes.of(key), GROUP);
      assertThat(new TreeSet<>(order)).containsExactlyElementsOf(GROUP);
      firsts.merge(order.getFirst(), 1, Integer::sum);
    }

    // 1,000 each on average; standard deviation 28.
    assertThat(firsts).as("seed %d", SEED).hasSize(5);
    assertThat(firsts.values()).as("seed %d", SEED).allMatch(count -> count > 800 && count < 1_200);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "10, 1", "11, 2", "100, 2", "101, 3", "330, 5", "500, 7", "562, 8", "900, 8"})
  void r1a_allMaliciousAtMostOnceInAHundred(int badPermille, int collators) {
    assertThat(RedundancyTarget.forBadPermille(badPermille).collators()).isEqualTo(collators);
  }

  @Test
  void r1a_oneMoreForEachBlockWithoutAck() {
    RedundancyTarget target = new RedundancyTarget(8);

    assertThat(IntStream.range(0, 4).map(blocks -> target.after(blocks, 10)))
        .containsExactly(8, 9, 10, 10);
    assertThat(target.after(Integer.MAX_VALUE, 12)).isEqualTo(12);
    assertThatThrownBy(() -> new RedundancyTarget(9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RedundancyTarget.forBadPermille(1_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 9, 10, 24, 25, 26, 60, 101})
  void s510_everyoneIsReachedInTwoSteps(int validators) {
    AnnouncementGrid grid = new AnnouncementGrid(validators, new Hash32(SEED, 0, 0, 0));
    for (int announcer = 0; announcer < validators; announcer++) {
      int origin = announcer;
      TreeSet<Integer> reached = new TreeSet<>(grid.audience(announcer));
      for (int first : grid.audience(announcer)) {
        reached.addAll(grid.next(first, origin));
      }
      reached.add(announcer);

      assertThat(reached).as("seed %d, from %d", SEED, origin).hasSize(validators);
    }
  }

  @Test
  void s510_fullGrid_hasTwoWaysToEveryoneOutsideRowAndColumn() {
    AnnouncementGrid grid = new AnnouncementGrid(25, Hash32.ZERO);

    long ways = grid.audience(0).stream().filter(first -> grid.next(first, 0).contains(18)).count();

    assertThat(ways).isEqualTo(2);
  }

  @Test
  void s510_sixHundredValidatorsKnowAboutFiftySix() {
    AnnouncementGrid grid = new AnnouncementGrid(600, new Hash32(SEED, 1, 0, 0));

    assertThat(IntStream.range(0, 600).map(v -> grid.audience(v).size()))
        .as("seed %d", SEED)
        .allMatch(size -> size == 23 + 24 + 8);
    assertThat(grid.randomPeers(7)).hasSize(8).isEqualTo(grid.randomPeers(7));
    assertThat(grid.randomPeers(7)).isNotEqualTo(grid.randomPeers(31));
  }
}
