package dev.fairlead.node.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Damaged input ends in a verdict or in one clear line, never in an unexpected exception. */
final class InspectFuzzTest {
  private static final String[] TOKENS = {
    "-1",
    "0",
    "1e9",
    "1.0",
    "null",
    "true",
    "\"\"",
    "\"0x\"",
    "\"0x1\"",
    "{}",
    "[]",
    "[[[[",
    "\"\\u0000\"",
    "18446744073709551616",
    "9".repeat(85),
    "\"0x1" + "0".repeat(64) + '"'
  };

  private final long seed = Long.getLong("fairlead.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void damagedWorlds() throws IOException, URISyntaxException {
    List<String> worlds = worlds();
    for (int round = 0; round < 400; round++) {
      String input = damage(worlds.get(random.nextInt(worlds.size())));

      InspectRun run = InspectRun.of(input, "verify");

      assertThat(run.code()).as("seed %d: %s", seed, run.err()).isIn(0, 2);
      if (run.code() == 2) {
        assertThat(run.out()).as("seed %d", seed).isEmpty();
        assertThat(run.err().lines()).as("seed %d", seed).hasSize(1);
      }
    }
  }

  @Test
  void damagedLines() {
    String message =
        """
        {"identifier":{"origin":"0xe0e1e2e3e4e5e6e7e8e9f0f1f2f3f4f5f6f7f8f9","blockNumber":1,
        "logIndex":2,"timestamp":"3","chainId":"0x4"},"payload":"0x01","storageKeys":[
        "0x0100000000000000000003850000000000000005000000006b001f9f00000000",
        "0x03faeac16d871751c250b9ac173d842b0f83372c8f6c8116048d8349025bbd5d"],
        "address":"0x4200000000000000000000000000000000000022","topics":[],"data":"0x"}\
        """;
    for (int round = 0; round < 400; round++) {
      String line = damage(message).replace('\n', ' ').replace('\r', ' ');
      for (String command : List.of("access-list", "decode", "message")) {
        InspectRun run = InspectRun.of(line + "\n", command);

        assertThat(run.code()).as("seed %d: %s", seed, run.err()).isIn(0, 2);
        assertThat(run.err()).as("seed %d", seed).isEmpty();
        assertThat(run.answer().has("error")).as("seed %d", seed).isEqualTo(run.code() == 2);
      }
    }
  }

  private String damage(String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(4)) {
        case 0 -> damaged.setCharAt(at, (char) random.nextInt(0x180));
        case 1 -> damaged.delete(at, Math.min(damaged.length() - 1, at + random.nextInt(40)));
        case 2 -> damaged.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
        default -> replaceValue(damaged, at);
      }
    }
    return damaged.toString();
  }

  /** Puts a token in the place of the value that follows. */
  private void replaceValue(StringBuilder text, int from) {
    int colon = text.indexOf(":", from);
    int end = colon < 0 ? -1 : text.indexOf(",", colon);
    if (end >= 0) {
      text.replace(colon + 1, end, TOKENS[random.nextInt(TOKENS.length)]);
    }
  }

  private static List<String> worlds() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(InspectFuzzTest.class.getResource("/worlds")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(InspectFuzzTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
