package dev.fairlead.node.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every world of {@code worlds/} gets the verdicts that were written down by hand. */
final class WorldFilesTest {
  private static final String REFUSED = "refused ";

  static Stream<String> worlds() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void worldGetsItsVerdicts(String name) throws IOException, URISyntaxException {
    String expected = Files.readString(folder().resolve(name + ".expected")).strip();

    InspectRun run = InspectRun.of("", "verify", folder().resolve(name + ".json").toString());

    if (expected.startsWith(REFUSED)) {
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines().toList())
          .singleElement()
          .asString()
          .contains(name + ".json: " + expected.substring(REFUSED.length()));
    } else {
      assertThat(run.code()).as(run.err()).isEqualTo(0);
      assertThat(shorthand(run.answer())).isEqualTo(expected);
      assertThat(run.err().contains("verify: not enough history for block "))
          .isEqualTo(expected.contains("not-enough-history"));
    }
  }

  @Test
  void everyWorldIsExplainedInTheReadme() throws IOException, URISyntaxException {
    String readme = Files.readString(folder().resolve("README.md"));

    assertThat(worlds()).hasSizeGreaterThan(40).allMatch(name -> readme.contains("| `" + name));
  }

  private static String shorthand(JsonNode report) {
    StringBuilder text = new StringBuilder();
    text.append("verified ").append(report.path("verifiedTimestamp").asString("null"));
    text.append("\nheads");
    for (Map.Entry<String, JsonNode> head : report.path("heads").properties()) {
      text.append(' ').append(head.getKey()).append('=').append(head.getValue().asString("null"));
    }
    for (JsonNode block : report.path("blocks").values()) {
      text.append('\n').append(block.path("chainId").stringValue());
      text.append('/').append(block.path("number").asString());
      text.append(' ').append(block.path("verdict").stringValue());
      for (JsonNode reason : List.copyOf(block.path("reasons").values())) {
        text.append(' ').append(reason.path("logIndex").asString());
        text.append(':').append(reason.path("code").stringValue());
        assertThat(reason.path("detail").stringValue()).isNotBlank();
      }
    }
    return text.toString();
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(WorldFilesTest.class.getResource("/worlds")).toURI());
  }
}
