package dev.fairlead.xcmp.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryDialogueTest {
  static Stream<Path> scripts() throws IOException {
    return Dialogue.scripts();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void nodeDoesWhatTheScriptSays(Path script) throws IOException {
    Dialogue.replay(script, new NodeStage()::apply);
  }
}
