package dev.fairlead.opstack.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.opstack.world.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A source that grows, reorganises, fails, answers late and in any order. The stage's log refuses
 * what does not connect, so every append and cut is checked; in the end faults stop and the log
 * must catch up. A failure names its seed; run it with {@code -Dseed=N}.
 */
class FollowPropertyTest {
  static LongStream seeds() {
    return Seeds.upTo(150);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void catchesUpWithAnySourceOnceFaultsStop(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FollowStage stage = new FollowStage();
    long head = random.nextLong(1, 40);
    long finalized = 0;
    char branch = 'a';
    say(stage, "source a0.." + head);
    for (int i = 0; i < 150; i++) {
      switch (random.nextInt(9)) {
        case 0 -> {
          long from = Math.max(finalized + 1, head - random.nextInt(6));
          branch = branch == 'z' ? 'b' : (char) (branch + 1);
          head = from + random.nextInt(4);
          say(stage, "source " + branch + from + ".." + head);
        }
        case 1 -> {
          head++;
          say(stage, "source " + branch + head + ".." + head);
        }
        case 2 -> say(stage, "head");
        case 3 -> {
          finalized = Math.max(finalized, head - 8);
          say(stage, "labels safe=" + Math.max(finalized, head - 4) + " final=" + finalized);
        }
        case 4 -> say(stage, "wait " + random.nextInt(200));
        case 5 -> ifAsked(stage, random.nextInt(3) == 0 ? "fail" : "answer-last");
        default -> ifAsked(stage, "answer");
      }
    }

    for (int i = 0; i < 20 && !stage.isInStep(); i++) {
      say(stage, "labels safe=" + Math.max(finalized, head - 4) + " final=" + finalized);
      say(stage, "head");
      say(stage, "answer-all");
      say(stage, "wait 400");
      say(stage, "answer-all");
    }

    assertThat(stage.isInStep()).as("seed %d: %s", seed, say(stage, "state")).isTrue();
  }

  private static void ifAsked(FollowStage stage, String answer) {
    if (stage.hasRequests()) {
      say(stage, answer);
    }
  }

  private static List<String> say(FollowStage stage, String line) {
    return stage.command(List.of(line.split(" ", -1)));
  }
}
