package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.node.cli.CommandException;
import dev.fairlead.node.runtime.ExitCode;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.MessageHashes;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code access-list}: from identifier and payload to checksum and access list. */
@Command(
    name = "access-list",
    description = "Builds the access list that announces a message; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"identifier\":{\"origin\",\"blockNumber\",\"logIndex\",\"timestamp\",\"chainId\"},"
          + "\"payload\"}",
      "Output: {\"payloadHash\",\"logHash\",\"checksum\",\"accessList\"}"
    })
final class AccessListCommand implements Callable<ExitCode> {
  @Mixin private final InputArgument input;
  @Spec private CommandSpec spec = CommandSpec.create();

  AccessListCommand(InputStream standardInput) {
    input = new InputArgument(standardInput);
  }

  @Override
  public ExitCode call() throws CommandException {
    return JsonLines.run(input, AccessListCommand::answer, spec.commandLine().getOut());
  }

  private static LineAnswer answer(JsonFields line) throws DecodingException {
    Identifier id = JsonForms.identifier(line.object("identifier"));
    Hash32 payloadHash = Keccak256.hash(line.bytes("payload"));
    Access access = Access.of(id, payloadHash);
    ObjectNode answer = Json.object();
    answer.put("payloadHash", payloadHash.toString());
    answer.put("logHash", MessageHashes.logHash(id.origin(), payloadHash).toString());
    answer.put("checksum", access.checksum().toString());
    answer.set("accessList", JsonForms.accessList(access));
    return new LineAnswer.Done(answer);
  }
}
