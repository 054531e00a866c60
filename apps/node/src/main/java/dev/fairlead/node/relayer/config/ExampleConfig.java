package dev.fairlead.node.relayer.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The commented configuration that {@code --print-config} prints. */
public final class ExampleConfig {
  private ExampleConfig() {}

  /** The whole text. */
  public static String text() {
    try (InputStream stream = ExampleConfig.class.getResourceAsStream("relayer.toml")) {
      return new String(
          Objects.requireNonNull(stream, "relayer.toml").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
