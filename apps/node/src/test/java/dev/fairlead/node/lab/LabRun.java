package dev.fairlead.node.lab;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.cli.CommandRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One run of {@code fairlead lab …} inside the test.
 *
 * @param code exit code
 * @param out what it printed
 * @param err what it complained of
 */
record LabRun(int code, String out, String err) {
  /** Runs {@code lab cost} with flags separated by spaces, and further ones as they are. */
  static LabRun cost(String flags, String... further) {
    List<String> all = new ArrayList<>(List.of("cost"));
    all.addAll(List.of(flags.strip().split("\\s+")));
    all.addAll(List.of(further));
    return of(all);
  }

  /** Runs a command of the group. */
  static LabRun of(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("lab"));
    all.addAll(arguments);
    CommandRunner runner =
        new CommandRunner(
            List.of(LabCommand.tree()), Map.of(), new PrintWriter(out), new PrintWriter(err, true));
    return new LabRun(runner.run(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  /** The object that was printed. */
  JsonNode json() {
    try {
      return Json.parse(out);
    } catch (DecodingException e) {
      throw new AssertionError(out + err, e);
    }
  }
}
