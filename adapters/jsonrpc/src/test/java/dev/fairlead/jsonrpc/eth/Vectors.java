package dev.fairlead.jsonrpc.eth;

import dev.fairlead.jsonrpc.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Recorded blocks; their origin is told in the README beside them. */
final class Vectors {
  private Vectors() {}

  static JsonNode block(String name) throws Exception {
    return Json.parse(text(name + ".block.json"));
  }

  static JsonNode receipts(String name) throws Exception {
    return Json.parse(text(name + ".receipts.json"));
  }

  private static String text(String file) throws IOException {
    String path = "/vectors/anvil/" + file;
    try (InputStream stream = Vectors.class.getResourceAsStream(path)) {
      return new String(
          Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
