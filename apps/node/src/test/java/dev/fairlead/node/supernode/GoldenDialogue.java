package dev.fairlead.node.supernode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Requests and replies kept in a text file: {@code # name}, {@code > request}, {@code < reply}. Run
 * with {@code -Dfairlead.regenerate=true} to write the file anew; review the difference.
 */
final class GoldenDialogue {
  private final String resource;
  private final Map<String, String> spoken = new LinkedHashMap<>();

  GoldenDialogue(String resource) {
    this.resource = resource;
  }

  void add(String name, String request, String reply) {
    assertThat(spoken.put("# " + name, "> " + request + "\n< " + reply)).as(name).isNull();
  }

  void verify() throws IOException {
    StringBuilder text = new StringBuilder();
    spoken.forEach((name, lines) -> text.append(name).append('\n').append(lines).append("\n\n"));
    if (Boolean.getBoolean("fairlead.regenerate")) {
      Files.writeString(Path.of("src/test/resources", resource), text);
      return;
    }
    try (InputStream stream = GoldenDialogue.class.getResourceAsStream("/" + resource)) {
      String golden =
          new String(
              Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text.toString()).isEqualTo(golden);
    }
  }
}
