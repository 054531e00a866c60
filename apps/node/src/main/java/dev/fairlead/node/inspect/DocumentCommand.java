package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** A command that answers its whole input, one JSON object, with one. */
abstract class DocumentCommand implements Callable<ExitCode> {
  @Mixin private final InputArgument input;
  @Spec private CommandSpec spec = CommandSpec.create();

  DocumentCommand(InputStream standardInput) {
    input = new InputArgument(standardInput);
  }

  @Override
  public final ExitCode call() throws CommandException {
    JsonFields document = JsonDocument.read(input);
    try {
      spec.commandLine().getOut().println(Json.write(answer(document)));
    } catch (DecodingException e) {
      throw JsonDocument.refused(input, e);
    }
    return ExitCode.DONE;
  }

  /** The object to print; throws for input of a wrong form. */
  abstract ObjectNode answer(JsonFields document) throws DecodingException;

  /** Says something beside the answer. */
  final void warn(String line) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + line);
  }
}
