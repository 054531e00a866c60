package dev.fairlead.xcmp.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A script of what a node is told and what it does. A line that begins with {@code >} is a command,
 * the indented lines below are the effects, {@code #} begins a comment. With {@code
 * -Ddialogues.rewrite=true} the effects are written into the script, to be read as a diff.
 */
final class Dialogue {
  private static final Path SCRIPTS = Path.of("src/test/resources/dialogues/delivery");

  private Dialogue() {}

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.sorted().toList().stream();
    }
  }

  static void replay(Path script, Function<List<String>, List<String>> stage) throws IOException {
    List<String> expected = Files.readAllLines(script);
    List<String> actual = new ArrayList<>();
    for (String line : expected) {
      if (line.startsWith(">")) {
        actual.add(line);
        String command = line.substring(1).replaceAll("# .*", "").strip();
        answer(stage, command).forEach(one -> actual.add("    " + one));
      } else if (!line.startsWith(" ")) {
        actual.add(line);
      }
    }
    if (Boolean.getBoolean("dialogues.rewrite")) {
      Files.write(script, actual);
    }
    assertThat(String.join("\n", actual)).as("%s", script).isEqualTo(String.join("\n", expected));
  }

  private static List<String> answer(Function<List<String>, List<String>> stage, String command) {
    try {
      return stage.apply(List.of(command.split(" +")));
    } catch (IllegalArgumentException e) {
      return List.of("impossible: " + e.getMessage());
    }
  }
}
