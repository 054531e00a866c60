package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.kernel.identity.ChainId;
import dev.fairlead.opstack.dependency.DependencySet;
import dev.fairlead.opstack.dependency.ExpiryWindow;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code route}: over which chains a message gets from one to another. */
@Command(
    name = "route",
    description = "Finds the shortest way of a message from chain to chain.",
    footer = {
      "",
      "Input:  {\"accepts\":{\"901\":[…],…},\"from\":…,\"to\":…}",
      "Output: {\"path\":[…]}, shortest, then smallest ids; null if there is no way"
    })
final class RouteCommand extends DocumentCommand {
  RouteCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  ObjectNode answer(JsonFields question) throws DecodingException {
    Map<ChainId, Set<ChainId>> accepts = new TreeMap<>();
    for (Map.Entry<ChainId, JsonNode> entry : question.byChain("accepts").entrySet()) {
      String place = question.at("accepts") + "." + entry.getKey();
      Set<ChainId> sources = WorldReader.chains(entry.getValue(), place);
      accepts.computeIfAbsent(entry.getKey(), _ -> new TreeSet<>()).addAll(sources);
      sources.forEach(source -> accepts.computeIfAbsent(source, _ -> new TreeSet<>()));
    }
    DependencySet set = DependencySet.directed(accepts, ExpiryWindow.STANDARD);
    List<ChainId> path = set.route(question.chain("from"), question.chain("to"));
    ObjectNode answer = Json.object();
    if (path.isEmpty()) {
      answer.putNull("path");
    } else {
      ArrayNode list = answer.putArray("path");
      path.forEach(chain -> list.add(JsonForms.number(chain)));
    }
    return answer;
  }
}
