package dev.fairlead.opstack.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Replays one script. Lines that begin with {@code >} are commands; the indented lines after them
 * are the expected answer; {@code #} begins a comment. With {@code -Ddialogues.rewrite=true} the
 * answers are written into the file instead of compared, to be reviewed as a diff.
 */
public final class Dialogue {
  private static final Path ROOT = Path.of("src/test/resources/dialogues");

  private Dialogue() {}

  /** The scripts in a folder. */
  public static Stream<Path> in(String folder) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.sorted().toList().stream();
    }
  }

  /** Runs a script; the stage answers each command with lines. */
  public static void replay(Path script, Function<List<String>, List<String>> stage)
      throws IOException {
    List<String> expected = Files.readAllLines(script);
    List<String> actual = new ArrayList<>();
    for (String line : expected) {
      if (line.startsWith(">")) {
        actual.add(line);
        List<String> words = List.of(line.substring(1).replaceAll("#.*", "").strip().split("\\s+"));
        stage.apply(words).forEach(answer -> actual.add("    " + answer));
      } else if (!line.startsWith(" ")) {
        actual.add(line);
      }
    }
    if (Boolean.getBoolean("dialogues.rewrite")) {
      Files.write(script, actual);
    }
    assertThat(String.join("\n", actual)).as("%s", script).isEqualTo(String.join("\n", expected));
  }
}
