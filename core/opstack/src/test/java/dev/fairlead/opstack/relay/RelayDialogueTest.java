package dev.fairlead.opstack.relay;

import dev.fairlead.opstack.dialogue.Dialogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RelayDialogueTest {
  static Stream<Path> scripts() throws IOException {
    return Dialogue.in("relay");
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void goesAsWritten(Path script) throws IOException {
    Dialogue.replay(script, new RelayStage()::command);
  }
}
