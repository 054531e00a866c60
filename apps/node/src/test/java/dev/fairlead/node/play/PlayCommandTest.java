package dev.fairlead.node.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.node.Main;
import dev.fairlead.node.cli.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code fairlead xcmp play} from the command line to the answer. */
final class PlayCommandTest {
  private static final String CHANNEL =
      """
      para 1000
      para 2000
      open 1000 2000
      accept 1000 2000
      session
      block
      """;

  @Test
  void play_isACommandOfTheExecutable(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("a.txt"), "show head\n");
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);

    int code =
        new CommandRunner(Main.subcommands(), Map.of(), printer, printer)
            .run("xcmp", "play", script.toString());

    assertThat(code).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "show head\n    built on 100; head 100; final 100\n".replace("\n", "%n".formatted()));
  }

  @Test
  void answersInTheScript_areRenewed_commentsStay() {
    PlayRun run =
        PlayRun.of("# why\n\nshow head # here\n    wrong\n    wrong again\nshow queue 1\n");

    assertThat(run.out().lines())
        .containsExactly(
            "# why",
            "",
            "show head # here",
            "    built on 100; head 100; final 100",
            "show queue 1",
            "    nothing waits");
  }

  @Test
  void check_differenceIsNamedWithItsLine() {
    PlayRun same = PlayRun.of("show queue 1\n    nothing waits\n", "--check");
    PlayRun other = PlayRun.of("show queue 1\n    (1, 2)\n", "--check");
    PlayRun absent = PlayRun.of("show queue 1\n", "--check");

    assertThat(same).isEqualTo(new PlayRun(0, "", ""));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .contains("line 2, column 1: the script says \"(1, 2)\", got \"nothing waits\"");
    assertThat(absent.err()).contains("line 2").contains("\"the end\"");
  }

  @Test
  void json_oneObjectPerCommandWithAllValues() {
    PlayRun run = PlayRun.of(CHANNEL + "candidate 1000 bits 1 sign 1\nblock\n", "--json");

    List<JsonNode> objects = run.objects();
    JsonNode refused = objects.getLast().path("answer").path(0);
    assertThat(run.code()).isZero();
    assertThat(objects).hasSize(8);
    assertThat(objects.getFirst().path("line").asInt()).isEqualTo(1);
    assertThat(objects.getFirst().path("command").asString()).isEqualTo("para 1000");
    assertThat(refused.path("relayBlock").asString()).isEqualTo("102");
    assertThat(refused.path("kind").asString()).isEqualTo("CandidateRefused");
    assertThat(refused.path("para").asLong()).isEqualTo(1000);
    assertThat(refused.path("fault").path("kind").asString()).isEqualTo("TooFewSigners");
    assertThat(refused.path("fault").path("rule").asString()).isEqualTo("A0");
    assertThat(refused.path("fault").path("expected").asInt()).isEqualTo(2);
    assertThat(refused.path("fault").path("actual").asInt()).isEqualTo(1);
    assertThat(refused.path("text").asString()).contains("refused, A0: 2 members");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "block;settings order shuffle|line 2, column 1: expected settings before the relay chain",
        "session groups 7|line 1, column 1: expected no more groups than validators, got 7",
        "fork 90|line 1, column 6: expected a block that is known and not dropped, got \"90\"",
        "block;finalize 102|line 2, column 10: expected a block that is known",
        "candidate 1 bits none on 7|column 26: expected a block that is known",
        "candidate 1 bits none parent 1.7|column 30: expected a candidate built before",
        "dispute 1.1|column 9: expected a candidate built before, got \"1.1\"",
        "block 9999;finalize 9000;fork 9500;block;block|line 5, column 1: expected at most",
      })
  void whatTheStateDoesNotHold_isAMistakeOfTheScript(String script, String expected) {
    PlayRun run = PlayRun.of(script.replace(';', '\n') + "\n");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(expected);
  }

  @Test
  void moreParasThanAScriptMayHave_areAMistake() {
    StringBuilder script = new StringBuilder();
    for (int i = 1; i <= 1_001; i++) {
      script.append("para ").append(i).append(" thread\n");
    }

    assertThat(PlayRun.of(script.toString()).err())
        .contains("line 1001, column 1: expected at most 1000 paras in a script");
  }

  @Test
  void answersBeforeAMistake_arePrinted() {
    PlayRun run = PlayRun.of("show head\nfork 90\n");

    assertThat(run.out()).contains("built on 100");
    assertThat(run.err()).contains("line 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cancel 1000 2000|request for 1000>2000 ended, cancelled",
        "cancel 1000 2000 by 2000|request for 1000>2000 ended, cancelled",
      })
  void cancel_bothSides(String command, String expected) {
    PlayRun run =
        PlayRun.of(
            "para 1000\npara 2000\nopen 1000 2000\nsession\nblock\n" + command + "\nblock\n");

    assertThat(run.lastAnswer()).containsExactly("102  " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "close 1000 2000 by 2000|1000 asks|2000 asks to end channel 1000>2000",
        "close 1000 2000|2000 asks|1000 asks to end channel 1000>2000",
        "force-close 1000 2000|zzz|channel 1000>2000 ends at the next session, by force",
        "offboard 2000|zzz|para 2000 leaves at the next session",
        "migrate 2000 thread|zzz|para 2000 is a thread from now on",
        "cutoff 2000 5|zzz|para 2000 declares a cutoff of 5 blocks",
        "cutoff 2000 0|zzz|cutoff of 2000 refused, AM9: 0 for para 2000",
        "peers 2000 \"/ip4/127.0.0.1\"|zzz|para 2000 names 1 full nodes",
        "para 3000 thread balance 5|zzz|para 3000 registered as thread",
        "para 4294967295|zzz|para 4294967295 refused, CH2: id 4294967295 is taken or cannot be",
        "accept-close 1000 2000|zzz|SE7: 1000>2000 is open",
      })
  void calls_areCarriedOutInTheNextBlock(String command, String absent, String expected) {
    PlayRun run = PlayRun.of(CHANNEL + command + "\nblock\n");

    assertThat(run.lastAnswer()).hasSize(1);
    assertThat(run.lastAnswer().getFirst()).contains("102  ", expected).doesNotContain(absent);
  }

  @Test
  void acceptClose_isTheCallOfTheOtherSide() {
    PlayRun bySender =
        PlayRun.of(CHANNEL + "close 1000 2000\nblock\naccept-close 1000 2000\nblock\n");
    PlayRun byRecipient =
        PlayRun.of(CHANNEL + "close 1000 2000 by 2000\nblock\naccept-close 1000 2000\nblock\n");

    assertThat(bySender.lastAnswer().getFirst()).contains("condemned, sealed");
    assertThat(byRecipient.lastAnswer().getFirst()).contains("condemned, sealed");
  }

  @Test
  void candidateThatIsNotAvailable_isDroppedWithItsDescendants() {
    PlayRun run =
        PlayRun.of(
            CHANNEL
                + "available 1000 none\ncandidate 1000 bits none\nblock\n"
                + "candidate 1000 bits none\nblock 5\n");

    assertThat(run.lastAnswer())
        .containsExactly(
            "103  1000.2 backed by group 0",
            "104 to 105  nothing",
            "106  1000.1 dropped, AM5: not available in time",
            "106  1000.2 dropped, AM5: the block before it was dropped",
            "107  nothing");
  }

  @Test
  void fork_longerOneIsTheHead_bothKeepTheirState() {
    PlayRun run =
        PlayRun.of(
            CHANNEL
                + "candidate 1000 bits 1\nblock 2\nfork 102\navailable none\nblock 2\nshow head\n");

    assertThat(run.lastAnswer()).containsExactly("built on 104; head 104; final 100");
    assertThat(run.out())
        .contains("the next block follows 102")
        .contains("the head moves from 103 to 104");
  }

  @Test
  void finality_dropsTheForkThatIsPlayedOn() {
    PlayRun run = PlayRun.of("block 2\nfork 101\nblock\nfinalize 102\n");

    assertThat(run.lastAnswer())
        .containsExactly("102 is final", "the fork is gone; the next block follows 102");
  }
}
