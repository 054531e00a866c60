package dev.fairlead.node.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * {@code inspect xcmp} on every vector of XCMP facts, sections 11.1 to 11.6. The file names them
 * all; its README says how. Section 11.7 is no matter of these commands: {@code
 * xcmp.streams.StreamVectorsTest} has it.
 */
final class XcmpVectorsTest {
  private static final String FILE = "/vectors/xcmp/section-11.jsonl";
  private static final Map<String, Long> ROWS =
      new TreeMap<>(
          Map.of("11.1", 12L, "11.2", 22L, "11.3", 10L, "11.4", 10L, "11.5", 29L, "11.6", 10L));
  private static final Pattern REPEATED = Pattern.compile("([0-9a-f]{2})\\*([0-9]+)");

  /** One vector: what it is called, and how a command reproduces it. */
  record Row(String section, String name, JsonNode json) {
    @Override
    public String toString() {
      return section + " " + name;
    }
  }

  static List<Row> rows() throws IOException {
    InputStream file = XcmpVectorsTest.class.getResourceAsStream(FILE);
    assertThat(file).as(FILE).isNotNull();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return lines.lines().map(XcmpVectorsTest::parse).map(XcmpVectorsTest::row).toList();
    }
  }

  @Test
  void file_hasEachRowOfTheSectionOnce() throws IOException {
    Map<String, Long> counted =
        rows().stream()
            .collect(Collectors.groupingBy(Row::section, TreeMap::new, Collectors.counting()));

    assertThat(counted).isEqualTo(ROWS);
    assertThat(rows().stream().map(Row::toString).collect(Collectors.toSet()))
        .hasSize(rows().size());
    assertThat(rows().stream().map(row -> row.json.path("command").asString()))
        .contains(
            "link", "root", "row", "storage-key", "trie", "verify-ingress", "channel", "decode");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row_isReproduced(Row row) {
    JsonNode expected = row.json.path("expect");
    String input =
        row.json.has("input")
            ? expanded(Json.write(row.json.path("input")))
            : IngressCases.question(
                row.json.path("case").asString(), row.json.path("value").asString());

    InspectRun run = InspectRun.xcmp(input + "\n", row.json.path("command").asString());

    assertThat(expected.properties()).isNotEmpty();
    assertThat(run.code()).as(run.err()).isEqualTo(expected.has("error") ? 2 : 0);
    expected
        .properties()
        .forEach(entry -> assertField(run.answer(), entry.getKey(), entry.getValue()));
  }

  private static void assertField(JsonNode answer, String field, JsonNode expected) {
    Function<String, JsonNode> at = name -> answer.path(name);
    switch (field) {
      case "error" ->
          assertThat(at.apply("error").path("message").asString()).contains(expected.asString());
      case "nodes.0" ->
          assertThat(at.apply("nodes").path(0).asString()).isEqualTo(expanded(expected.asString()));
      case "nodes.count" -> assertThat(at.apply("nodes").size()).isEqualTo(expected.asInt());
      case "nodes.bytes" ->
          assertThat(at.apply("nodes").valueStream().mapToInt(XcmpVectorsTest::size).sum())
              .isEqualTo(expected.asInt());
      default -> assertThat(at.apply(field)).as(field).isEqualTo(expected);
    }
  }

  private static int size(JsonNode hex) {
    return hex.asString().length() / 2 - 1;
  }

  /** Replaces {@code 00*3} by {@code 000000}. */
  private static String expanded(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(repeated(match.group(1), match.group(2))));
  }

  private static String repeated(String digits, String count) {
    return digits.repeat(Integer.parseInt(count));
  }

  private static Row row(JsonNode json) {
    return new Row(json.path("section").asString(), json.path("row").asString(), json);
  }

  private static JsonNode parse(String line) {
    try {
      return Json.parse(line);
    } catch (DecodingException e) {
      throw new AssertionError(line, e);
    }
  }
}
