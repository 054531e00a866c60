package dev.fairlead.node.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden dialogues of XCMP. With {@code -Ddialogues.rewrite=true} the answers are written into
 * the files instead of compared, to be reviewed as a diff.
 */
final class PlayDialoguesTest {
  private static final Path ROOT = Path.of("src/test/resources/dialogues/xcmp");

  static Stream<Path> dialogues() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void dialogue_isAnsweredAsItSays(Path script) throws IOException {
    PlayRun run = PlayRun.run(new byte[0], script.toString());
    if (Boolean.getBoolean("dialogues.rewrite") && run.code() == 0) {
      Files.writeString(script, run.out());
    }

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(Files.readString(script));
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void dialogue_isTheSameEachTime_alsoAsJson(Path script) {
    PlayRun once = PlayRun.run(new byte[0], script.toString(), "--json");
    PlayRun again = PlayRun.run(new byte[0], script.toString(), "--json");

    assertThat(once.code()).isZero();
    assertThat(again.out()).isEqualTo(once.out());
  }

  @Test
  void dialogues_areThere() throws IOException {
    assertThat(dialogues()).hasSizeGreaterThanOrEqualTo(3);
  }
}
