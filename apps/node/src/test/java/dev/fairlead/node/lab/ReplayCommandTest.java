package dev.fairlead.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A world once more: lives, nodes, and what is refused. */
final class ReplayCommandTest {
  private static final String LAST_STEP =
      LabRun.of(List.of("run", scenario(), "--seed", "1", "--json"))
          .json()
          .path("steps")
          .toString();

  @Test
  void followedMessage_isToldFromQueuedToFinalized() {
    String message = "(1000,1001," + sentBlock() + ")";

    LabRun run = replay("--until", LAST_STEP, "--follow", message);

    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("message " + message + ", seed 1, until step " + LAST_STEP);
    assertThat(lines.get(1)).startsWith("candidate 0x");
    List<String> told =
        lines.stream().skip(3).map(line -> line.replaceFirst(".* s +\\d+  ", "")).toList();
    assertThat(told.stream().map(line -> line.replaceAll("[ :].*", "")).distinct())
        .containsExactly("queued", "committed", "body", "backed", "included", "acked", "finalized");
    assertThat(told.stream().filter(line -> line.contains("the sending group"))).hasSize(3);
    assertThat(told.stream().filter(line -> line.contains("the recipient's collators")))
        .hasSize(2)
        .first()
        .asString()
        .matches("body at the recipient's collators: collator-1001-[01] \\(1\\)");
    assertThat(lines.stream().skip(3))
        .allMatch(line -> line.matches(" +\\d+ +\\d+\\.\\d{6} s +\\d+  [a-z].*"));
  }

  @Test
  void nameWithoutParentheses_isTheSame() {
    String block = sentBlock();

    assertThat(replay("--until", LAST_STEP, "--follow", " 1000, 1001," + block).out())
        .isNotEmpty()
        .isEqualTo(replay("--until", LAST_STEP, "--follow", "(1000,1001," + block + ")").out());
  }

  /** A block in the middle of the world in which something was sent. */
  private static String sentBlock() {
    LabRun run = replay("--until", LAST_STEP, "--follow", "1000,1001,10");
    Matcher nearest = Pattern.compile("in relay block (\\d+)").matcher(run.err());
    return run.code() == 0 ? "10" : nearest.results().findFirst().orElseThrow().group(1);
  }

  @Test
  void withoutOptions_everyParaAndNodeHasALine() {
    List<String> lines = replay("--until", "700").out().lines().toList();

    assertThat(lines.getFirst()).matches("step 700, time \\d+\\.\\d{6} s, slot \\d+");
    assertThat(lines.stream().filter(line -> line.startsWith("para "))).hasSize(4);
    assertThat(lines.stream().filter(line -> line.startsWith("validator-"))).hasSize(12);
    assertThat(lines.stream().filter(line -> line.startsWith("collator-"))).hasSize(8);
  }

  @Test
  void node_isToldWithItsMachinesSnapshot() {
    List<String> lines = replay("--until", "700", "--node", "validator-4").out().lines().toList();

    assertThat(lines)
        .contains("validator-4: up, started once", "machine: ValidatorMachine")
        .anyMatch(line -> line.matches("  itemsHeld: \\d+"))
        .anyMatch(line -> line.matches("  peers: .*validator-\\d+.*"));
    assertThat(replay("--until", "700", "--node", "collator-1001-1").out())
        .contains("collator-1001-1: up, started once", "machine: CollatorMachine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--until 0|--until: expected a whole number from 1, got 0",
        "--until -3|--until: expected a whole number from 1, got -3",
        "--until x|is not a long",
        "--until 99999999|--until: this world ends with step ",
        "--node validator-1|Missing required option: '--until=STEP'",
        "--until 900 --node nobody|no node nobody; without --node all nodes are listed by name",
        "--until 900 --follow 1,2,3|no channel 1>2 in this scenario; there are 1000>1001, ",
        "--until 900 --follow 1000,1001,999|no message (1000,1001,999) was sent up to step 900; "
            + "the nearest are in relay block ",
        "--until 20 --follow 1000,1001,5|no message (1000,1001,5) was sent up to step 20; "
            + "nothing was sent through 1000>1001 at all",
        "--until 900 --follow 1000,1001|expected (sender,recipient,block), for example",
        "--until 900 --follow (1000,1001,5|expected (sender,recipient,block), for example",
        "--until 900 --follow 4294967296,1001,5|expected (sender,recipient,block), for example",
        "--until 9 --follow 1000,1001,5 --node validator-0|--follow and --node exclude each other"
      })
  void whatCannotBeTold_isRefusedWithOneLine(String flags, String complaint) {
    LabRun run = replay(flags.strip().split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(complaint.strip());
  }

  private static LabRun replay(String... flags) {
    List<String> all = new ArrayList<>(List.of("replay", scenario(), "--seed", "1"));
    all.addAll(List.of(flags));
    return LabRun.of(all);
  }

  private static String scenario() {
    return RunCommandTest.scenarios().resolve("quiet.toml").toString();
  }
}
