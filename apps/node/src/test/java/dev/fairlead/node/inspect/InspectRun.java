package dev.fairlead.node.inspect;

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
 * One run of {@code fairlead inspect …} inside the test.
 *
 * @param code exit code
 * @param out what it printed
 * @param err what it complained of
 */
record InspectRun(int code, String out, String err) {
  /** Runs a command of {@code inspect opstack} with text on standard input. */
  static InspectRun of(String input, String... arguments) {
    return run("opstack", input, arguments);
  }

  /** Runs a command of {@code inspect xcmp} with text on standard input. */
  static InspectRun xcmp(String input, String... arguments) {
    return run("xcmp", input, arguments);
  }

  private static InspectRun run(String family, String input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    CommandRunner runner =
        new CommandRunner(
            List.of(InspectCommand.tree(in)),
            Map.of(),
            new PrintWriter(out),
            new PrintWriter(err, true));
    String[] all = new String[arguments.length + 2];
    all[0] = "inspect";
    all[1] = family;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    int code = runner.run(all);
    return new InspectRun(code, out.toString(), err.toString());
  }

  /** The lines that were printed, parsed. */
  List<JsonNode> answers() {
    return out.lines().map(InspectRun::parse).toList();
  }

  /** The only line that was printed, parsed. */
  JsonNode answer() {
    List<JsonNode> answers = answers();
    if (answers.size() != 1) {
      throw new AssertionError("expected one line, got: " + out + err);
    }
    return answers.getFirst();
  }

  private static JsonNode parse(String line) {
    try {
      return Json.parse(line);
    } catch (DecodingException e) {
      throw new AssertionError(line, e);
    }
  }
}
