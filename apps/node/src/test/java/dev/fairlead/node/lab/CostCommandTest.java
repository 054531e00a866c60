package dev.fairlead.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The worked values of sections 6.2 to 6.4 through the command, and what it refuses. */
final class CostCommandTest {
  private static final List<String> STRATEGIES = List.of("none", "sending", "both", "receiving");
  private static final String A = "--C 100 --T 0 --S 0 --V 1000 --R 3 --O 20 --I 20";

  /** 6.2: figures are SC/SV/RV/RC=total for each strategy. */
  @ParameterizedTest
  @CsvSource({
    "100 0 0 1000 3 20 20, 18000/0/0/18000=36000, 300/63000/0/6000=69300,"
        + " 300/23000/23000/300=46600, 6000/0/63000/300=69300",
    "100 100 20 1000 3 20 20, 21600/0/0/36000=57600, 360/75600/0/12000=87960,"
        + " 360/27600/46000/600=74560, 7200/0/126000/600=133800"
  })
  void s62_componentsOfCasesAAndD(
      String figures, String none, String sending, String both, String receiving) {
    JsonNode answer = LabRun.cost(flags(figures), "--json").json();

    assertThat(answer.path("mode").stringValue()).isEqualTo("as-printed");
    JsonNode all = answer.path("strategies");
    assertThat(STRATEGIES.stream().map(all::path).map(n -> roles(n) + "=" + n.path("total")))
        .containsExactly(none, sending, both, receiving);
  }

  @ParameterizedTest
  @CsvSource({
    "A, 100 0 0 1000 3 20 20, 36000, 69300, 46600, 69300",
    "B, 100 0 0 1000 1 20 20, 4000, 23100, 42200, 23100",
    "C, 100 0 0 1000 4 20 20, 64000, 92400, 48800, 92400",
    "D, 100 100 20 1000 3 20 20, 57600, 87960, 74560, 133800",
    "E, 100 10000 100 1000 3 20 20, 1854000, 732600, 2399900, 6405300",
    "F, 50 0 0 600 3 6 6, 5400, 13650, 11100, 13650",
    "G, 100 0 0 600 3 99 99, 178200, 210000, 123000, 210000",
    "H, 100 0 0 600 3 20 20, 36000, 44100, 28200, 44100",
    "X, 100 0 0 1000 3 1 99, 90000, 36000, 106600, 300600"
  })
  void s62_totalsOfAllCases(
      String name, String figures, long none, long sending, long both, long receiving) {
    JsonNode answer = LabRun.cost(flags(figures) + " --mode as-printed --json").json();

    assertThat(totals(answer)).as(name).containsExactly(none, sending, both, receiving);
  }

  @ParameterizedTest
  @CsvSource({
    "A, 100 0 0 1000 3 20 20, 18000, 6300, 20600, 6300",
    "D, 100 100 20 1000 3 20 20, 21600, 12360, 24960, 7800",
    "E, 100 10000 100 1000 3 20 20, 36000, 606600, 70900, 42300",
    "F, 50 0 0 600 3 6 6, 2700, 1050, 3900, 1050",
    "G, 100 0 0 600 3 99 99, 89100, 30000, 60000, 30000",
    "H, 100 0 0 600 3 20 20, 18000, 6300, 12600, 6300"
  })
  void s63_distinctLinks(
      String name, String figures, long none, long sending, long both, long receiving) {
    JsonNode answer = LabRun.cost(flags(figures), "--mode", "links", "--json").json();

    assertThat(answer.path("mode").stringValue()).isEqualTo("links");
    assertThat(totals(answer)).as(name).containsExactly(none, sending, both, receiving);
  }

  @Test
  void s63_linksBetweenValidatorsAreToldApart() {
    JsonNode both =
        LabRun.cost(A, "--mode", "links", "--json").json().path("strategies").path("both");

    assertThat(both.propertyNames())
        .containsExactly("total", "collatorCollator", "collatorValidator", "validatorValidator");
    assertThat(both.toString())
        .isEqualTo(
            "{\"total\":20600,\"collatorCollator\":0,\"collatorValidator\":600,"
                + "\"validatorValidator\":20000}");
  }

  @Test
  void s63_groupSizeReplacesValidatorsPerChain() {
    JsonNode answer = LabRun.cost(A, "--mode", "links", "--group-size", "5", "--json").json();

    assertThat(totals(answer)).containsExactly(18_000L, 6_300L, 10_600L, 6_300L);
  }

  @Test
  void s62_contactsPerNodeOfCaseA() {
    JsonNode perNode = LabRun.cost(A, "--json").json().path("perNode");

    assertThat(STRATEGIES.stream().map(perNode::path).map(CostCommandTest::roles))
        .containsExactly("60/0/0/60", "1/63/0/20", "1/23/23/1", "20/0/63/1");
  }

  /** Break-even of 6.3: 2,200 R + 40,000 against 23,100 R lies between R = 1 and R = 2. */
  @Test
  void s63_bothWinsFromTwoCollatorsOnAsPrinted() {
    List<Long> one = totals(LabRun.cost(A.replace("--R 3", "--R 1"), "--json").json());
    List<Long> two = totals(LabRun.cost(A.replace("--R 3", "--R 2"), "--json").json());

    assertThat(one.get(2)).isEqualTo(42_200).isGreaterThan(one.get(1));
    assertThat(two.get(2)).isEqualTo(44_400).isLessThan(two.get(1));
  }

  @Test
  void s64_copiesAndBytesOfABody() {
    JsonNode bodies =
        LabRun.cost(A, "--group-size", "5", "--body", "1000", "--json").json().path("perBody");

    assertThat(bodies.path("sending").toString())
        .isEqualTo(
            "{\"copies\":3,\"copiesWithPov\":8,\"copiesHalfStored\":3,"
                + "\"bytes\":3000,\"bytesWithPov\":8000,\"bytesHalfStored\":3000}");
    assertThat(bodies.path("both").path("copies").longValue()).isEqualTo(8);
    assertThat(bodies.path("both").path("copiesHalfStored").longValue()).isEqualTo(6);
    assertThat(bodies.path("both").path("bytesHalfStored").longValue()).isEqualTo(6_000);
  }

  /** J = 1/3: 7 chains and a third as many threads; nothing is rounded. */
  @Test
  void fractionsAreNotRounded() {
    JsonNode exact = LabRun.cost("--C 8 --T 4 --S 1 --V 9 --R 1 --O 0 --I 0 --json").json();
    JsonNode endless =
        LabRun.cost("--C 3 --T 0 --S 0 --V 10 --R 1 --O 1 --I 1 --mode links --json").json();

    assertThat(exact.path("strategies").path("sending").path("SV").toString()).isEqualTo("10.125");
    assertThat(endless.path("perBody").path("groupSize").toString())
        .isEqualTo("3." + "3".repeat(33));
    assertThat(totals(endless).get(2)).isEqualTo(16);
  }

  @Test
  void withoutJson_printsTables() {
    LabRun run = LabRun.cost(A);

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("contacts, as printed SC SV RV RC total", "both 300 23000 23000 300 46600")
        .contains("contacts per node SC SV RV RC", "both 1 23 23 1")
        .contains("copies per body extra with PoV half stored", "both 13 23 8");
    assertThat(LabRun.cost(A, "--mode", "links").out().replaceAll(" +", " "))
        .contains("distinct links col-col col-val val-val total", "both 0 600 20000 20600")
        .doesNotContain("per node");
  }

  @Test
  void unbalancedFigures_areComputedWithAWarning() {
    LabRun run = LabRun.cost("--C 100 --T 0 --S 0 --V 1000 --R 3 --O 1 --I 99 --json");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .startsWith("warning: ")
        .contains("100 channels", "9900", "(C+S)·O", "(C+T)·I");
    assertThat(totals(run.json())).containsExactly(90_000L, 36_000L, 106_600L, 300_600L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "T", "S", "V", "R", "O", "I"})
  void everyFigureIsNeededAndNeverNegative(String letter) {
    String absent = A.replaceAll("--" + letter + " \\d+", "");
    String negative = A.replaceAll("--" + letter + " \\d+", "--" + letter + "=-1");
    String vast = A.replaceAll("--" + letter + " \\d+", "--" + letter + " 1000000001");
    String notWhole = A.replaceAll("--" + letter + " \\d+", "--" + letter + " 9e9");

    refused(LabRun.cost(absent), "--" + letter + " is missing");
    refused(LabRun.cost(negative), "--" + letter + ": expected a whole number from");
    refused(LabRun.cost(vast), "--" + letter + ": expected a whole number from");
    refused(LabRun.cost(notWhole), "--" + letter);
  }

  @ParameterizedTest
  @CsvSource({
    "--C 0, --C: expected a whole number from 1",
    "--V 0, --V: expected a whole number from 1",
    "--R 0, --R: expected a whole number from 1",
    "--group-size 0, --group-size: expected a whole number from 1",
    "--body 0, --body: expected a whole number from 1",
    "--C 99999999999999999999, is not a long",
    "--C 1.5, is not a long",
    "--mode both, expected as-printed or links"
  })
  void senselessValuesAreRefused(String wrong, String complaint) {
    String letter = wrong.substring(0, wrong.indexOf(' '));
    String others = A.replaceAll(letter + " \\d+", "");

    refused(LabRun.cost(others + " " + wrong), complaint);
  }

  @Test
  void greatestFiguresDoNotOverflow() {
    String vast = A.replaceAll("\\d+", "1000000000");

    JsonNode none = LabRun.cost(vast, "--json").json().path("strategies").path("none");

    assertThat(none.path("total").toString()).isEqualTo("4" + "0".repeat(36));
  }

  @Test
  void profileOfParasThatAreAlike_changesNothing(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("alike.toml");
    Files.writeString(file, "[chains.some]\ncount = 40\nR = 3\n[threads.t]\ncount = 7\nO = 20\n");
    String flags = flags("100 100 20 1000 3 20 20");

    assertThat(LabRun.cost(flags, "--json", "--profile", file.toString()).json())
        .isEqualTo(LabRun.cost(flags, "--json").json());
  }

  /** Two senders of two channels, two recipients of two; sums by hand. */
  @Test
  void profileSumsOverParas(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("paras.toml");
    Files.writeString(
        file,
        """
        [chains.exchange]
        R = 5
        O = 1
        I = 3

        [chains.wallets]
        count = 3
        R = 2
        O = 1
        I = 0
        """);
    String flags = "--C 5 --T 0 --S 0 --V 50 --R 1 --O 0 --I 1";

    LabRun run = LabRun.cost(flags, "--json", "--profile", file.toString());
    JsonNode strategies = run.json().path("strategies");

    assertThat(run.err()).isEmpty();
    // Collators: 5 + 3·2 + 1 = 12. R·O = 5 + 6 = 11. R·I = 15 + 1 = 16. 4 channels.
    // None: 11·(16/4) and 16·(11/4). Members: 10 per group.
    assertThat(STRATEGIES.stream().map(strategies::path).map(CostCommandTest::roles))
        .containsExactly("44/0/0/44", "12/280/0/16", "12/160/160/12", "11/0/230/12");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[chains.a]\\nR = 0|:2:1: chains.a.R: expected a whole number from 1 to 1000000000",
        "[chains.a]\\nO = -1|:2:1: chains.a.O: expected a whole number from 0",
        "[chains.a]\\nI = 1.5|:2:1: chains.a.I: expected a whole number",
        "[chains.a]\\ncount = 101|:2:1: chains.a.count: more chains in the profile than the 100",
        "[threads.a]|:1:1: threads.a: more threads in the profile than the 0 of the flags",
        "[chains.a]\\nX = 1|unknown key chains.a.X (line 2)",
        "[chains|:1:8:",
        "chains = 1|:1:1: chains: expected a table"
      })
  void faultyProfile_isRefusedWithItsPlace(String text, String complaint, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("faulty.toml");
    Files.writeString(file, text.replace("\\n", "\n"));

    refused(LabRun.cost(A, "--profile", file.toString()), complaint);
  }

  @Test
  void absentProfile_isRefused(@TempDir Path folder) {
    refused(LabRun.cost(A, "--profile", folder.resolve("none.toml").toString()), "no such file");
  }

  private static void refused(LabRun run, String complaint) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(complaint);
  }

  private static String flags(String figures) {
    String[] f = figures.split(" ");
    return "--C %s --T %s --S %s --V %s --R %s --O %s --I %s".formatted((Object[]) f);
  }

  private static String roles(JsonNode one) {
    return one.path("SC") + "/" + one.path("SV") + "/" + one.path("RV") + "/" + one.path("RC");
  }

  private static List<Long> totals(JsonNode answer) {
    return STRATEGIES.stream()
        .map(name -> answer.path("strategies").path(name).path("total").longValue())
        .toList();
  }
}
