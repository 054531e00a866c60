package dev.fairlead.opstack.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The ten guarantees of section 4.4, each in its plainest form. Dialogues tell the longer stories.
 */
class GuaranteesTest {
  private final RoundStage stage = new RoundStage();

  @BeforeEach
  void begin() {
    say("world 100 1000 A/2 B/2");
    say("block A0..2");
    say("block B0..2");
    say("ready A B");
  }

  @Test
  void g1DecisionsAreAFunctionOfTheDataAndNotOfTheClock() {
    List<String> atOnce = new ArrayList<>(say("safe A2 B2"));
    RoundStage later = new RoundStage();
    List.of("world 100 1000 A/2 B/2", "block A0..2", "block B0..2", "ready A B")
        .forEach(line -> say(later, line));

    say(later, "wait 86400000");

    assertThat(say(later, "safe A2 B2")).isEqualTo(atOnce);
  }

  @Test
  void g2NothingIsVerifiedBeforeEveryChainIsLocalSafeAndEveryMessageChecked() {
    say("block A3 B2.0");

    assertThat(say("safe A3")).containsExactly("1000 wait");
    assertThat(say("safe B1"))
        .contains("1002 advance", "cross-safe A1", "cross-safe B1")
        .doesNotContain("1004 advance");
    assertThat(say("state")).contains("awaits B to be local-safe at 1004");
  }

  @Test
  void g3ResultsAreSequentialWithoutGapsAndHeadsMonotone() {
    List<String> lines = new ArrayList<>(say("safe A2 B2"));
    lines.addAll(say("block A3"));
    lines.addAll(say("block B3"));
    lines.addAll(say("safe A3 B3"));

    assertThat(lines)
        .filteredOn(line -> line.endsWith("advance"))
        .containsExactly("1000 advance", "1002 advance", "1004 advance", "1006 advance");
  }

  @Test
  void g4NoHeadIsAboveLocalSafe() {
    say("block A3");
    say("block A4");

    say("safe A2 B2");

    assertThat(say("state")).contains("cross-safe [A2 B2], final []");
  }

  @Test
  void g5BaseChainReorgIsFoundThroughTheRecordedInclusionAndUnwound() {
    say("safe A1/L4 B1/L4");
    say("safe A2/L5 B2/L5");

    assertThat(say("base-rewound L4"))
        .contains("persist drop results from 1003", "1004 rewind", "cross-safe A1");
  }

  @Test
  void g6ReferenceAboveTheSourcesBlockOfTheRoundIsInvalidForGood() {
    say("safe A2 B2");
    say("block A3 B4.0@1006");
    say("block B3");
    say("block B4");

    assertThat(say("safe A3 B3")).contains("invalid A3 (0 unknown-block)");
  }

  @Test
  void g7DenialsSurviveRestartsAndFallWithTheDataThatLedToThem() {
    say("safe A1/L4 B1/L4");
    say("safe A2/L5 B2/L5");
    say("block A3 B2.0!");
    say("block B3");
    say("safe A3/L6 B3/L6");
    say("done");

    say("restart");
    assertThat(say("state")).contains("denied A3");
    say("ready A B");
    say("base-has L5");

    assertThat(say("base-rewound L4")).contains("denial dropped A3", "order rewind to A1");
    assertThat(say("state")).doesNotContain("denied A3");
  }

  @Test
  void g8ReplacementIsAcceptedAndNothingDeniedTwice() {
    say("safe A2 B2");
    say("block A3 B2.0!");
    say("block B3");
    assertThat(say("safe A3 B3")).contains("order invalidate A3 decided at 1006");
    say("done");

    assertThat(say("safe A3")).noneMatch(line -> line.contains("deny"));
    say("rewind A2");
    say("block A3b");

    assertThat(say("safe A3b"))
        .contains("1006 advance", "cross-safe A3b")
        .noneMatch(line -> line.contains("deny"));
  }

  /** The unsafe lane's half: {@code dialogues/admission/denied.txt}. */
  @Test
  void g9DeniedBlockThatComesBackIsNotVerifiedEvenIfItIsValidByThen() {
    say("safe A2 B2");
    say("block A3 B3.0-x");
    say("block B3");
    say("safe A3 B3");
    say("done");

    say("rewind B2");
    say("block B3b -x");

    assertThat(say("safe B3b")).noneMatch(line -> line.endsWith("advance"));
    assertThat(say("state")).contains("awaits replacement of A3");
  }

  @Test
  void g10ChangeOfVerifiedBlocksUnderAnUnchangedBaseChainStopsLoudly() {
    say("safe A2/L5 B2/L5");
    say("rewind A1");

    assertThat(say("base-has L5")).containsExactly("halted state_divergence at A2");
    assertThat(say("block A2b")).isEmpty();
  }

  private List<String> say(String line) {
    return say(stage, line);
  }

  private static List<String> say(RoundStage stage, String line) {
    return stage.command(List.of(line.split(" ", -1)));
  }
}
