package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.opstack.access.Access;
import dev.fairlead.opstack.access.AccessListCodec;
import dev.fairlead.opstack.access.AccessListDecoding;
import dev.fairlead.opstack.access.AccessListDecoding.Cause;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code decode}: from storage keys to the messages that they announce. */
@Command(
    name = "decode",
    description = "Decodes the storage keys of an access list; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"storageKeys\":[…]}",
      "Output: {\"accesses\":[{\"chainId\",\"blockNumber\",\"timestamp\",\"logIndex\","
          + "\"checksum\"}]}",
      "or      {\"error\":{\"position\",\"code\",\"message\"}}"
    })
final class DecodeCommand extends LineCommand {
  DecodeCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    List<Hash32> keys = new ArrayList<>();
    for (JsonNode node : line.array("storageKeys")) {
      int position = keys.size();
      try {
        keys.add(Json.hash(node, line.at("storageKeys") + "[" + position + "]"));
      } catch (DecodingException e) {
        return LineAnswer.Bad.key(position, Cause.MALFORMED.text(), String.valueOf(e.getMessage()));
      }
    }
    return switch (AccessListCodec.decode(keys)) {
      case AccessListDecoding.Malformed error ->
          LineAnswer.Bad.key(error.position(), error.cause().text(), error.detail());
      case AccessListDecoding.Decoded(List<Access> accesses) -> done(accesses);
    };
  }

  private static LineAnswer done(List<Access> accesses) {
    ArrayNode list = Json.array();
    for (Access access : accesses) {
      ObjectNode node = list.addObject();
      node.put("chainId", access.chain().toString());
      node.put("blockNumber", Long.toUnsignedString(access.position().blockNumber()));
      node.put("timestamp", Long.toUnsignedString(access.timestamp()));
      node.put("logIndex", Long.toString(access.position().logIndex()));
      node.put("checksum", access.checksum().toString());
    }
    ObjectNode answer = Json.object();
    answer.set("accesses", list);
    return new LineAnswer.Done(answer);
  }
}
