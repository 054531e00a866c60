package dev.fairlead.node.play;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.cli.CommandRunner;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One run of {@code fairlead xcmp play} inside the test.
 *
 * @param code exit code
 * @param out what it printed
 * @param err what it complained of
 */
record PlayRun(int code, String out, String err) {
  /** Plays a script from standard input. */
  static PlayRun of(String script, String... flags) {
    return run(script.getBytes(StandardCharsets.UTF_8), flags);
  }

  static PlayRun run(byte[] input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandRunner runner =
        new CommandRunner(
            List.of(XcmpCommand.tree(new ByteArrayInputStream(input))),
            Map.of(),
            new PrintWriter(out),
            new PrintWriter(err, true));
    String[] all = new String[arguments.length + 2];
    all[0] = "xcmp";
    all[1] = "play";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    int code = runner.run(all);
    return new PlayRun(code, out.toString(), err.toString());
  }

  /** The answers to the last command. */
  List<String> lastAnswer() {
    List<String> lines = out.lines().toList();
    int from = lines.size();
    while (from > 0 && lines.get(from - 1).startsWith("    ")) {
      from--;
    }
    return lines.subList(from, lines.size()).stream().map(String::strip).toList();
  }

  /** The lines that were printed, parsed. */
  List<JsonNode> objects() {
    return out.lines().map(PlayRun::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return Json.parse(line);
    } catch (DecodingException e) {
      throw new AssertionError(line, e);
    }
  }
}
