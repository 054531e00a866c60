package dev.fairlead.node.inspect;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that answers one JSON object per line with one per line. */
abstract class LineCommand implements Callable<ExitCode>, LineTool {
  @Mixin private final InputArgument input;
  @Spec private CommandSpec spec = CommandSpec.create();

  LineCommand(InputStream standardInput) {
    input = new InputArgument(standardInput);
  }

  @Override
  public final ExitCode call() throws CommandException {
    return JsonLines.run(input, this, spec.commandLine().getOut());
  }

  @Override
  public abstract LineAnswer answer(JsonFields line) throws DecodingException;
}
