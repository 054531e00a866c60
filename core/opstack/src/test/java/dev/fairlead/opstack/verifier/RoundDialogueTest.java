package dev.fairlead.opstack.verifier;

import dev.fairlead.opstack.dialogue.Dialogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundDialogueTest {
  static Stream<Path> scripts() throws IOException {
    return Dialogue.in("rounds");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void goesAsWritten(Path script) throws IOException {
    Dialogue.replay(script, new RoundStage()::command);
  }
}
