package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.trie.StateTrie;
import dev.fairlead.xcmp.trie.TrieLayout;
import dev.fairlead.xcmp.trie.TrieProof;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code trie}: root and proofs of a relay state, or what a proof shows. */
@Command(
    name = "trie",
    description = "Computes a relay state root, makes or reads a proof; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"version\":0|1,\"entries\":{\"0x…\":\"0x…\"},\"prove\":[\"0x…\"]}",
      "        or {\"root\",\"nodes\":[\"0x…\"],\"prove\":[\"0x…\"]}",
      "Output: {\"root\"}, with prove also {\"nodes\"};",
      "        of a proof {\"values\":{\"0x…\":\"0x…\"|null}}; every node must be used"
    })
final class XcmpTrieCommand extends LineCommand {
  XcmpTrieCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    boolean isProof = line.has("root") || line.has("nodes");
    if (isProof && line.has("entries")) {
      throw new DecodingException("give entries, or root and nodes, not both");
    }
    return new LineAnswer.Done(isProof ? read(line) : compute(line));
  }

  private static ObjectNode compute(JsonFields line) throws DecodingException {
    StateTrie trie = StateTrie.of(entries(line), layout(line));
    ObjectNode answer = Json.object().put("root", trie.root().toString());
    if (line.optional("prove").isPresent()) {
      answer.set("nodes", XcmpForms.byteStrings(trie.prove(byteStrings(line, "prove"))));
    }
    return answer;
  }

  private static ObjectNode read(JsonFields line) throws DecodingException {
    TrieProof proof = new TrieProof(line.hash("root"), byteStrings(line, "nodes"));
    ObjectNode answer = Json.object();
    ObjectNode values = answer.putObject("values");
    for (Bytes key : byteStrings(line, "prove")) {
      Optional<Bytes> value = proof.read(key);
      if (value.isPresent()) {
        values.put(key.toString(), value.get().toString());
      } else {
        values.putNull(key.toString());
      }
    }
    proof.demandAllUsed();
    return answer;
  }

  private static TrieLayout layout(JsonFields line) throws DecodingException {
    long version = line.number("version");
    if (version == 0) {
      return TrieLayout.V0;
    }
    if (version == 1) {
      return TrieLayout.V1;
    }
    throw new DecodingException(
        line.at("version") + ": expected 0 or 1, got " + Long.toUnsignedString(version));
  }

  private static Map<Bytes, Bytes> entries(JsonFields line) throws DecodingException {
    JsonFields object = line.object("entries");
    Map<Bytes, Bytes> entries = new TreeMap<>(XcmpTrieCommand::compare);
    for (Map.Entry<String, JsonNode> entry : object.node().properties()) {
      Bytes key = key(entry.getKey(), object.place());
      Bytes value = Json.bytes(entry.getValue(), object.at(entry.getKey()));
      if (entries.put(key, value) != null) {
        throw new DecodingException(object.place() + ": key " + key + " is given twice");
      }
    }
    return entries;
  }

  private static Bytes key(String text, String place) throws DecodingException {
    try {
      return Bytes.parse(text);
    } catch (DecodingException e) {
      throw new DecodingException(place + ": " + e.getMessage(), e);
    }
  }

  private static List<Bytes> byteStrings(JsonFields line, String name) throws DecodingException {
    List<Bytes> strings = new ArrayList<>();
    for (JsonNode node : line.array(name)) {
      strings.add(Json.bytes(node, line.at(name) + "[" + strings.size() + "]"));
    }
    return strings;
  }

  private static int compare(Bytes left, Bytes right) {
    return java.util.Arrays.compareUnsigned(left.toByteArray(), right.toByteArray());
  }
}
