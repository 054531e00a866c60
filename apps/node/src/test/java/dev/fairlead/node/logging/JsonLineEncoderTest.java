package dev.fairlead.node.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class JsonLineEncoderTest {
  @Test
  void writesOneParsableLine_whateverTheMessageHolds() {
    LoggingEvent event =
        new LoggingEvent(
            "",
            new LoggerContext().getLogger("dev.fairlead.X"),
            Level.WARN,
            "odd text=\"a\nb\"",
            new IllegalStateException("why"),
            null);

    String line = new String(new JsonLineEncoder().encode(event), StandardCharsets.UTF_8);

    assertThat(line).endsWith("}\n");
    assertThat(line.lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("message").asString()).isEqualTo("odd text=\"a\nb\"");
    assertThat(json.get("level").asString()).isEqualTo("WARN");
    assertThat(json.get("error").asString()).contains("IllegalStateException: why");
  }
}
