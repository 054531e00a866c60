package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;

/** Reads one JSON object per line and prints one per line, in order. Blank lines do not count. */
final class JsonLines {
  private JsonLines() {}

  /** A bad line is answered by an error object and does not stop the others. */
  static ExitCode run(InputArgument input, LineTool tool, PrintWriter out) throws CommandException {
    ExitCode code = ExitCode.DONE;
    try (BufferedReader lines = input.open()) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          LineAnswer answer = answer(number, line, tool);
          out.println(Json.write(answer.json()));
          if (!lines.ready()) {
            out.flush(); // somebody at the other end waits for this answer
          }
          if (answer instanceof LineAnswer.Bad) {
            code = ExitCode.FATAL;
          }
        }
      }
    } catch (IOException e) {
      throw input.unreadable(e);
    }
    return code;
  }

  private static LineAnswer answer(int number, String line, LineTool tool) {
    try {
      return tool.answer(JsonFields.of(Json.parse(line), ""));
    } catch (DecodingException e) {
      String message = String.valueOf(e.getMessage()).replace("(line 1, column ", "(column ");
      return LineAnswer.Bad.input("line " + number + ": " + message);
    }
  }
}
