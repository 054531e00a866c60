package dev.fairlead.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Scenarios through the command: the shipped ones, and what is refused. */
final class RunCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedScenarioKeepsAllInvariants(Path scenario) {
    LabRun run = run(scenario, "1", "--json");

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    JsonNode answer = run.json();
    assertThat(answer.path("scenario").stringValue() + ".toml")
        .isEqualTo(scenario.getFileName().toString());
    assertThat(answer.at("/metrics/delivery/acked").longValue()).isGreaterThan(30);
    assertThat(answer.at("/metrics/delivery/waiting").longValue()).isZero();
    assertThat(answer.path("invariants")).hasSizeGreaterThanOrEqualTo(4);
    for (JsonNode one : answer.path("invariants")) {
      assertThat(one.path("ok").booleanValue()).isTrue();
      assertThat(one.path("checks").longValue()).isPositive();
    }
  }

  @Test
  void thereAreTenScenariosAtLeast() throws IOException {
    assertThat(shipped()).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void theSeedDecidesTheTrace() {
    Path scenario = scenarios().resolve("mixed.toml");
    String once = run(scenario, "5", "--json").out();

    assertThat(run(scenario, "5", "--json").out()).isEqualTo(once);
    assertThat(run(scenario, "6", "--json").json().path("traceHash"))
        .isNotEqualTo(run(scenario, "5", "--json").json().path("traceHash"));
  }

  @Test
  void everyMetricAndInvariantIsExplained() throws IOException {
    JsonNode answer = run(scenarios().resolve("quiet.toml"), "1", "--json").json();
    String page = Files.readString(scenarios().resolveSibling("docs").resolve("lab.md"));

    assertThat(names("", answer.path("metrics")))
        .isNotEmpty()
        .allSatisfy(name ->
            assertThat(page)
                .containsAnyOf("`" + name + "`", "`" + name.replaceFirst(".*[.]", ".") + "`"));
    for (JsonNode one : answer.path("invariants")) {
      assertThat(page).contains("`" + one.path("name").stringValue() + "`");
    }
  }

  /** Keys are found in the sources of the readers: their variables bear the names of the tables. */
  @Test
  void everyKeyIsExplained() throws IOException {
    String page = Files.readString(scenarios().resolveSibling("docs").resolve("lab.md"));
    Pattern inTable = Pattern.compile("(?:count|share)\\(\\s*(\\w+),\\s*\"([a-z-]+)\"");
    Pattern ofTable =
        Pattern.compile(
            "(\\w+)(?:\\(\\))?\\s*\\.(?:integer|duration|string|flag|take)"
                + "\\(\\s*\"([a-z-]+)\"");

    List<String> keys = new ArrayList<>();
    for (Pattern form : List.of(inTable, ofTable)) {
      form.matcher(readers())
          .results()
          .map(key -> key.group(1).equals("root") ? key.group(2) : "." + key.group(2))
          .forEach(keys::add);
    }
    assertThat(keys)
        .contains("slots", "strategy", ".validators", ".loss-permille", ".finality-lag")
        .allSatisfy(key -> assertThat(page).containsPattern("`([a-z]+)?" + key + "`"));
  }

  private static String readers() throws IOException {
    Path lab =
        scenarios().resolveSibling("apps").resolve("node/src/main/java/dev/fairlead/node/lab");
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(lab)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().matches("(ScenarioFile|\\w+Keys)\\.java")) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString();
  }

  private static List<String> names(String group, JsonNode metrics) {
    List<String> names = new ArrayList<>();
    metrics
        .properties()
        .forEach(one -> {
          String name = group + one.getKey();
          names.addAll(
              one.getValue().isObject() ? names(name + ".", one.getValue()) : List.of(name));
        });
    return names;
  }

  @Test
  void withoutJsonItPrintsATable() {
    LabRun run = run(scenarios().resolve("quiet.toml"), "1");

    assertThat(run.out().lines())
        .contains("scenario quiet, seed 1")
        .anyMatch(line -> line.matches("  delivery.delay.max +2"))
        .anyMatch(line -> line.matches("  progress +ok +\\d+ checks"));
  }

  @Test
  void traceFile_hasALineForEachEventAndChangesNothing() throws IOException {
    Path scenario = scenarios().resolve("mixed.toml");
    Path file = folder.resolve("trace.txt");

    LabRun traced = run(scenario, "1", "--json", "--trace", file.toString());

    assertThat(traced.out()).isEqualTo(run(scenario, "1", "--json").out());
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize((int) traced.json().path("steps").longValue());
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i))
          .matches(
              (i + 1) + " \\d+\\.\\d{6} (relay-chain|validator-\\d+|collator-\\d+-\\d+) [a-z]+.*");
    }
    assertThat(lines.getFirst()).isEqualTo("1 6.000000 relay-chain slot");
    assertThat(lines)
        .anyMatch(line -> line.contains(" told BlockImported 9 0x"))
        .anyMatch(line -> line.contains(" request from collator-"))
        .anyMatch(line -> line.endsWith("(lost: the node is down or began again)"));
  }

  @Test
  void traceFileThatCannotBeWritten_isRefusedBeforeTheWorldBegins() {
    Path nowhere = folder.resolve("none").resolve("trace.txt");

    LabRun run = run(scenarios().resolve("quiet.toml"), "1", "--trace", nowhere.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("cannot write the trace to " + nowhere);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slots = 0|:1:1: slots: expected a whole number from 1 to",
        "slots = 9\\nfoo = 1|foo (line 2)",
        "slots = 9\\n[relay]\\nfork-depth = 3|:3:1: relay.fork-depth: expected a whole number",
        "slots = 9\\n[traffic]\\npattern = \"x\"|:3:1: traffic.pattern: expected",
        "slots = 9\\n[adversaries]\\nlazy-validators = 5|:3:1: adversaries.lazy-validators: "
      })
  void brokenScenariosAreRefusedWithTheirPlace(String text, String expected) throws IOException {
    Path file = folder.resolve("broken.toml");
    String crowd = "\n[crowd]\nvalidators = 4\nparas = 2\n";
    Files.writeString(file, text.replace("\\n", "\n") + crowd);

    LabRun run = run(file, "1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(expected.strip());
  }

  private static LabRun run(Path scenario, String seed, String... further) {
    List<String> all = new ArrayList<>(List.of("run", scenario.toString()));
    all.addAll(List.of("--seed", seed));
    all.addAll(List.of(further));
    return LabRun.of(all);
  }

  private static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(scenarios())) {
      return files.sorted().toList();
    }
  }

  static Path scenarios() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    return at.resolve("lab");
  }
}
