package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.kernel.crypto.Keccak256;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.message.Identifier;
import dev.fairlead.opstack.message.MessageHashes;
import java.io.InputStream;
import picocli.CommandLine.Command;
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
final class AccessListCommand extends LineCommand {
  AccessListCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
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
