package dev.fairlead.node.inspect;

import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.opstack.rules.WorldVerdicts;
import dev.fairlead.opstack.rules.WorldVerifier;
import java.io.InputStream;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ObjectNode;

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
final class VerifyCommand extends DocumentCommand {
  VerifyCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  ObjectNode answer(JsonFields document) throws DecodingException {
    World world = WorldReader.read(document);
    WorldVerdicts verdicts = new WorldVerifier(world.rules(), world.chains()).verify();
    VerdictReport report = new VerdictReport(world, verdicts);
    report.missingHistory().ifPresent(this::warn);
    return report.json();
  }
}
