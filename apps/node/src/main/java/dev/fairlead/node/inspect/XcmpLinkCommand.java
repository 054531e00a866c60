package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.bytes.Hash32;
import dev.fairlead.xcmp.queue.LinkCodec;
import java.io.InputStream;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ObjectNode;

/** {@code link}: the next link of a message queue chain. */
@Command(
    name = "link",
    description = "Hashes a body and the link that it adds to a queue; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"codec\":\"hrmp|seed\",\"prev\":\"0x…\",\"number\":n,\"body\":\"0x…\"}",
      "        number: block of this message for hrmp, of the previous one for seed",
      "Output: {\"bodyHash\",\"link\"}"
    })
final class XcmpLinkCommand extends LineCommand {
  XcmpLinkCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    Hash32 bodyHash = LinkCodec.bodyHash(line.bytes("body"));
    Hash32 link = codec(line).link(line.hash("prev"), XcmpForms.u32(line, "number"), bodyHash);
    ObjectNode answer = Json.object();
    answer.put("bodyHash", bodyHash.toString());
    answer.put("link", link.toString());
    return new LineAnswer.Done(answer);
  }

  private static LinkCodec codec(JsonFields line) throws DecodingException {
    String name = Json.string(line.required("codec"), line.at("codec"));
    return switch (name) {
      case "hrmp" -> LinkCodec.HRMP;
      case "seed" -> LinkCodec.SEED;
      default ->
          throw new DecodingException(
              line.at("codec") + ": expected hrmp or seed, got \"" + Json.excerpt(name) + '"');
    };
  }
}
