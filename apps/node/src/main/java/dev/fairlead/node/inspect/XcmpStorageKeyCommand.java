package dev.fairlead.node.inspect;

import dev.fairlead.jsonrpc.Json;
import dev.fairlead.kernel.bytes.Bytes;
import dev.fairlead.kernel.bytes.DecodingException;
import dev.fairlead.xcmp.scale.ScaleWriter;
import dev.fairlead.xcmp.trie.StorageKey;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code storage-key}: the key of an item in the relay chain's state. */
@Command(
    name = "storage-key",
    description = "Builds the key of a relay storage item; one JSON object per line.",
    footer = {
      "",
      "Input:  {\"pallet\":\"Hrmp\",\"item\":\"HrmpChannels\",",
      "        \"keys\":[\"u32:1000\",\"u32:2000\"]}",
      "        keys: u8:, u16:, u32:, u64:, u128: and a number, or 0x and raw bytes; none for a",
      "        single value; together they are hashed with twox64-concat",
      "Output: {\"key\"}"
    })
final class XcmpStorageKeyCommand extends LineCommand {
  XcmpStorageKeyCommand(InputStream standardInput) {
    super(standardInput);
  }

  @Override
  public LineAnswer answer(JsonFields line) throws DecodingException {
    Bytes prefix = StorageKey.plain(name(line, "pallet"), name(line, "item"));
    List<JsonNode> keys = line.optional("keys").isPresent() ? line.array("keys") : List.of();
    ScaleWriter encoded = new ScaleWriter();
    for (int i = 0; i < keys.size(); i++) {
      write(keys.get(i), line.at("keys") + "[" + i + "]", encoded);
    }
    Bytes key = keys.isEmpty() ? prefix : StorageKey.mapEntry(prefix, encoded.toBytes());
    return new LineAnswer.Done(Json.object().put("key", key.toString()));
  }

  private static Bytes name(JsonFields line, String field) throws DecodingException {
    String name = Json.string(line.required(field), line.at(field));
    if (!name.matches("[A-Za-z0-9_:]{1,128}")) {
      throw new DecodingException(
          line.at(field) + ": not the name of a pallet or item: \"" + Json.excerpt(name) + '"');
    }
    return StorageKey.name(name);
  }

  private static void write(JsonNode node, String place, ScaleWriter target)
      throws DecodingException {
    String text = Json.string(node, place);
    if (text.startsWith("0x")) {
      target.writeFixed(Json.bytes(node, place));
      return;
    }
    int colon = text.indexOf(':');
    int bits =
        switch (colon < 0 ? "" : text.substring(0, colon)) {
          case "u8" -> 8;
          case "u16" -> 16;
          case "u32" -> 32;
          case "u64" -> 64;
          case "u128" -> 128;
          default -> throw bad(place, text);
        };
    String digits = text.substring(colon + 1);
    if (!digits.matches("[0-9]{1,39}") || new BigInteger(digits).bitLength() > bits) {
      throw bad(place, text);
    }
    byte[] bigEndian = new BigInteger(digits).toByteArray();
    for (int i = 0; i < bits / 8; i++) {
      int at = bigEndian.length - 1 - i;
      target.writeU8(at >= 0 ? bigEndian[at] : 0);
    }
  }

  private static DecodingException bad(String place, String text) {
    return new DecodingException(
        place + ": expected for example u32:1000 or 0x…, got \"" + Json.excerpt(text) + '"');
  }
}
