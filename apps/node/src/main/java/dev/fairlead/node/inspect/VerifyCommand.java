package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.opstack.rules.WorldVerdicts;
import dev.fairlead.opstack.rules.WorldVerifier;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verify}: the verdict on every block of a world file. */
@Command(
    name = "verify",
    description = "Verifies the chains of a world file and prints the verdict on every block.",
    footer = {
      "",
      "Input:  {\"dependencySet\":{\"dependencies\":{\"901\":{},…}},\"chains\":{\"901\":",
      "        {\"blockTime\",\"activationTime\",\"accepts\",\"blocks\":[{\"number\",\"hash\",",
      "        \"parentHash\",\"timestamp\",\"logs\":[{\"address\",\"topics\",\"data\"}]}]}}}",
      "Output: {\"verifiedTimestamp\",\"heads\",\"blocks\":[{\"chainId\",\"number\",\"verdict\",",
      "        \"reasons\":[{\"logIndex\",\"code\",\"detail\"}]}]}"
    })
final class VerifyCommand implements Callable<ExitCode> {
  @Mixin private final InputArgument input;
  @Spec private CommandSpec spec = CommandSpec.create();

  VerifyCommand(InputStream standardInput) {
    input = new InputArgument(standardInput);
  }

  @Override
  public ExitCode call() throws CommandException {
    World world = read();
    WorldVerdicts verdicts = new WorldVerifier(world.rules(), world.chains()).verify();
    VerdictReport report = new VerdictReport(world, verdicts);
    spec.commandLine().getOut().println(Json.write(report.json()));
    report
        .missingHistory()
        .ifPresent(line -> spec.commandLine().getErr().println(spec.qualifiedName() + ": " + line));
    return ExitCode.DONE;
  }

  private World read() throws CommandException {
    JsonFields root = JsonDocument.read(input);
    try {
      return WorldReader.read(root);
    } catch (DecodingException e) {
      throw JsonDocument.refused(input, e);
    }
  }
}
