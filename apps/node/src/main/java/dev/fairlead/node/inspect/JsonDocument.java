package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;

/** Reads the whole input as one JSON object. */
final class JsonDocument {
  private JsonDocument() {}

  static JsonFields read(InputArgument input) throws CommandException {
    try (BufferedReader lines = input.open()) {
      return JsonFields.of(Json.parse(lines.readAllAsString()), "");
    } catch (IOException e) {
      throw input.unreadable(e);
    } catch (DecodingException e) {
      throw refused(input, e);
    }
  }

  /** The one line for input that is refused. */
  static CommandException refused(InputArgument input, DecodingException cause) {
    return new CommandException(
        ExitCode.FATAL, input.name() + ": " + String.valueOf(cause.getMessage()), cause);
  }
}
