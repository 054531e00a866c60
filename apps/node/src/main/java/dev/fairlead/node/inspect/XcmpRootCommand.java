package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.channel.ParaId;
import dev.fairlead.xcmp.queue.MessageRoot;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code root}: the message root of a block, and the proof of one link in it. */
@Command(
    name = "root",
    description = "Computes a message root and the proof of one link; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"leaves\":[{\"recipient\":2000,\"link\":\"0x…\"}],\"prove\":2000}",
      "Output: {\"messageRoot\"}, with prove also {\"leafIndex\",\"leafCount\",\"siblings\"}"
    })
final class XcmpRootCommand extends LineCommand {
  XcmpRootCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    SortedMap<ParaId, Hash32> links = new TreeMap<>();
    int index = 0;
    for (JsonNode node : line.array("leaves")) {
      JsonFields leaf = JsonFields.of(node, line.at("leaves") + "[" + index++ + "]");
      ParaId recipient = XcmpForms.para(leaf, "recipient");
      if (links.put(recipient, leaf.hash("link")) != null) {
        throw new DecodingException(leaf.at("recipient") + ": " + recipient + " is given twice");
      }
    }
    ObjectNode answer = Json.object();
    answer.put("messageRoot", MessageRoot.of(links).toString());
    if (line.optional("prove").isPresent()) {
      ParaId recipient = XcmpForms.para(line, "prove");
      if (!links.containsKey(recipient)) {
        throw new DecodingException(line.at("prove") + ": no leaf for recipient " + recipient);
      }
      answer.setAll(XcmpForms.proof(MessageRoot.prove(links, recipient)));
    }
    return new LineAnswer.Done(answer);
  }
}
