package dev.fairlead.opstack.admission;

import dev.fairlead.opstack.dialogue.Dialogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionDialogueTest {
  static Stream<Path> scripts() throws IOException {
    return Dialogue.in("admission");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void goesAsWritten(Path script) throws IOException {
    Dialogue.replay(script, new AdmissionStage()::command);
  }
}
